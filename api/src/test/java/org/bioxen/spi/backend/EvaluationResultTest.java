// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvaluationResultTest {
    @Test
    void completedNeedsNothingMore() {
        EvaluationResult result = EvaluationResult.builder(Outcome.COMPLETED).build();

        assertThat(result.values()).isEmpty();
        assertThat(result.error()).isEmpty();
        assertThat(result.exitCode()).isEmpty();
        assertThat(result.stateAfter()).isEqualTo(StateAfter.KEPT);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COMPLETED", "NOT_STARTED"})
    void otherOutcomesNeedAnError(Outcome outcome) {
        assertThatIllegalStateException()
                .isThrownBy(() -> EvaluationResult.builder(outcome).build());

        assertThat(EvaluationResult.builder(outcome)
                        .error(LuaError.of("why"))
                        .build()
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void engineNeverAnswersNotStarted() {
        assertThatIllegalStateException().isThrownBy(() -> EvaluationResult.builder(Outcome.NOT_STARTED)
                .error(LuaError.of("why"))
                .build());
    }

    @Test
    void reasonOfAnInterruptGivesTheOutcome() {
        assertThat(InterruptReason.REQUESTED.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(InterruptReason.DEADLINE.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(InterruptReason.SHUTDOWN.outcome()).isEqualTo(Outcome.VM_LOST);
    }
}
