// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionResultTest {
    @Test
    void completedIsASuccess() {
        ExecutionResult result = ExecutionResult.builder(Outcome.COMPLETED)
                .stdout("4\n".getBytes(StandardCharsets.UTF_8))
                .values(List.of(LuaValue.of(4)))
                .build();

        assertThat(result.success()).isTrue();
        assertThat(result.orThrow()).isSameAs(result);
        assertThat(result.stdout()).isEqualTo("4\n");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.values()).containsExactly(LuaValue.of(4));
        assertThat(result.stateAfter()).isEqualTo(StateAfter.KEPT);
    }

    @Test
    void exitCodeDecidesOnSuccess() {
        ExecutionResult.Builder builder =
                ExecutionResult.builder(Outcome.COMPLETED).stateAfter(StateAfter.LOST);

        assertThat(builder.exitCode(0).build().success()).isTrue();
        assertThat(builder.exitCode(3).build().success()).isFalse();
        assertThat(builder.build().exitCode()).isEqualTo(OptionalInt.of(3));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMPLETED")
    void whatDidNotCompleteNeedsAnErrorThatSaysWhy(Outcome outcome) {
        assertThatIllegalStateException()
                .isThrownBy(() -> ExecutionResult.builder(outcome).build())
                .withMessageContaining(outcome.name());

        ExecutionResult result =
                ExecutionResult.builder(outcome).error(LuaError.of("why")).build();

        assertThat(result.success()).isFalse();
        assertThatThrownBy(result::orThrow)
                .isInstanceOfSatisfying(LuaExecutionException.class, thrown -> assertThat(thrown.result())
                        .isSameAs(result))
                .hasMessageContaining("why");
    }

    @Test
    void bytesOfOutputAreReadOnly() {
        ExecutionResult result = ExecutionResult.builder(Outcome.COMPLETED)
                .stdout(new byte[] {-1})
                .stderr(new byte[] {0})
                .build();

        assertThat(result.stdoutBytes().get(0)).isEqualTo((byte) -1);
        assertThat(result.stdout()).isEqualTo("\ufffd");
        assertThatThrownBy(() -> result.stderrBytes().put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void resultTellsItselfInOneLine() {
        ExecutionResult failed = ExecutionResult.builder(Outcome.TIMED_OUT)
                .error(LuaError.of("ran longer than 1 s"))
                .stateAfter(StateAfter.LOST)
                .build();
        ExecutionResult left = ExecutionResult.builder(Outcome.COMPLETED)
                .exitCode(3)
                .stateAfter(StateAfter.LOST)
                .build();

        assertThat(failed).hasToString("TIMED_OUT: ran longer than 1 s, state LOST");
        assertThat(left).hasToString("COMPLETED, exit code 3, state LOST");
    }
}
