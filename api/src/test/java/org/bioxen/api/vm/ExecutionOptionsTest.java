// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExecutionOptionsTest {
    @Test
    void defaultsEchoAndLimitNothingOfTheirOwn() {
        ExecutionOptions options = ExecutionOptions.defaults();

        assertThat(options.echo()).isTrue();
        assertThat(options.expressionFirst()).isFalse();
        assertThat(options.standardInput()).isEmpty();
        assertThat(options.limits()).isEqualTo(Limits.none());
        assertThat(options.outputListener()).isEmpty();
        assertThat(options.retainedOutput()).isEqualTo(ExecutionOptions.DEFAULT_RETAINED_OUTPUT);
    }

    @Test
    void timeoutKeepsTheOtherLimits() {
        ExecutionOptions options = ExecutionOptions.builder()
                .limits(Limits.none().toBuilder().outputBytes(10).build())
                .timeout(Duration.ofSeconds(2))
                .build();

        assertThat(options.limits().outputBytes()).hasValue(10);
        assertThat(options.limits().wallTime()).contains(Duration.ofSeconds(2));
    }

    @Test
    void standardInputCanBeText() throws IOException {
        ExecutionOptions options =
                ExecutionOptions.builder().standardInput("Ω\n").build();

        assertThat(options.standardInput().orElseThrow().readAllBytes()).containsExactly(0xce, 0xa9, '\n');
    }

    @Test
    void retainedOutputIsZeroOrMore() {
        assertThat(ExecutionOptions.builder().retainedOutput(0).build().retainedOutput())
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExecutionOptions.builder().retainedOutput(-1))
                .withMessageContaining("-1");
    }
}
