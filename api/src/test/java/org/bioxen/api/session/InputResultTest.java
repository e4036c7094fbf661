// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.junit.jupiter.api.Test;

class InputResultTest {
    @Test
    void anEvaluatedInputTellsWhatCameOfIt() {
        InputResult result = InputResult.evaluated(
                3,
                ExecutionResult.builder(Outcome.COMPLETED)
                        .stdout("4\n".getBytes(StandardCharsets.UTF_8))
                        .values(List.of(LuaValue.of(4)))
                        .build());

        assertThat(result.number()).isEqualTo(3);
        assertThat(result.fate()).isEqualTo(InputResult.Fate.EVALUATED);
        assertThat(result.success()).isTrue();
        assertThat(result.stdout()).isEqualTo("4\n");
        assertThat(result.values()).containsExactly(LuaValue.of(4));
        assertThat(result.error()).isEmpty();
    }

    @Test
    void anErrorIsNoSuccess() {
        InputResult result = InputResult.evaluated(
                1,
                ExecutionResult.builder(Outcome.SCRIPT_ERROR)
                        .error(LuaError.of("boom"))
                        .build());

        assertThat(result.success()).isFalse();
        assertThat(result.error()).map(LuaError::message).contains("boom");
    }

    @Test
    void anInputThatWasReadHasNoExecution() {
        InputResult result = InputResult.of(1, InputResult.Fate.READ);

        assertThat(result.execution()).isEmpty();
        assertThat(result.success()).isFalse();
        assertThat(result.stdout()).isEmpty();
        assertThat(result.values()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> InputResult.of(1, InputResult.Fate.EVALUATED));
    }
}
