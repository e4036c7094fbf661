// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({
        "COMPLETED,0",
        "SCRIPT_ERROR,1",
        "TIMED_OUT,124",
        "LIMIT_EXCEEDED,137",
        "INTERRUPTED,130",
        "VM_LOST,3",
        "NOT_STARTED,3"
    })
    void everyOutcomeHasItsCode(Outcome outcome, int code) {
        ExecutionResult result =
                ExecutionResult.builder(outcome).error(LuaError.of("why")).build();

        assertThat(ExitCode.of(result)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "255,255", "256,0", "-1,255"})
    void whatAScriptGivesToExitPassesThroughAsEightBits(int given, int code) {
        ExecutionResult result =
                ExecutionResult.builder(Outcome.COMPLETED).exitCode(given).build();

        assertThat(ExitCode.of(result)).isEqualTo(code);
    }

    @Test
    void noOutcomeIsForgotten() {
        for (Outcome outcome : Outcome.values()) {
            ExecutionResult result =
                    ExecutionResult.builder(outcome).error(LuaError.of("why")).build();
            assertThat(ExitCode.of(result)).isBetween(0, 255);
        }
    }
}
