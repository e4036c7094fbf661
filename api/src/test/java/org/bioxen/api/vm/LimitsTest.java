// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {
    @Test
    void builderStartsFromTheDefaultsSoThatNothingIsUnlimitedByAccident() {
        Limits limits = Limits.builder().callDepth(200).build();

        assertThat(limits.wallTime()).contains(Duration.ofMinutes(1));
        assertThat(limits.outputBytes()).hasValue(16L << 20);
        assertThat(limits.sourceBytes()).hasValue(16 << 20);
        assertThat(limits.callDepth()).hasValue(200);
    }

    @Test
    void noneLimitsNothing() {
        assertThat(Limits.none().wallTime()).isEmpty();
        assertThat(Limits.none().outputBytes()).isEmpty();
        assertThat(Limits.none()).hasToString("none");
    }

    @Test
    void trustedScriptsHaveNoCpuAndMemoryLimitByDefault() {
        Limits limits = Limits.defaults(SandboxLevel.TRUSTED);

        assertThat(limits.cpuTime()).isEmpty();
        assertThat(limits.memoryBytes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRUSTED")
    void otherScriptsHaveThem(SandboxLevel level) {
        Limits limits = Limits.defaults(level);

        assertThat(limits.cpuTime()).contains(Duration.ofMinutes(1));
        assertThat(limits.memoryBytes()).hasValue(256L << 20);
    }

    @Test
    void completedForFillsOnlyWhatIsAbsent() {
        Limits own = Limits.none().toBuilder().memoryBytes(1 << 20).build();

        Limits completed = own.completedFor(SandboxLevel.CONSTRAINED);

        assertThat(completed.memoryBytes()).hasValue(1 << 20);
        assertThat(completed.cpuTime()).contains(Duration.ofMinutes(1));
        assertThat(completed.wallTime()).isEmpty();
        assertThat(own.completedFor(SandboxLevel.TRUSTED)).isEqualTo(own);
    }

    @Test
    void instructionsAreBudgetEnough() {
        Limits own = Limits.none().toBuilder().instructions(1000).build();

        assertThat(own.completedFor(SandboxLevel.CONSTRAINED).cpuTime()).isEmpty();
    }

    @Test
    void tightenedByTakesTheSmallerOfEach() {
        Limits wide = Limits.none().toBuilder()
                .wallTime(Duration.ofSeconds(10))
                .cpuTime(Duration.ofSeconds(1))
                .instructions(100)
                .memoryBytes(1000)
                .sourceBytes(5)
                .build();
        Limits other = Limits.none().toBuilder()
                .wallTime(Duration.ofSeconds(5))
                .cpuTime(Duration.ofSeconds(2))
                .instructions(50)
                .outputBytes(7)
                .callDepth(3)
                .sourceBytes(9)
                .build();
        Limits expected = Limits.none().toBuilder()
                .wallTime(Duration.ofSeconds(5))
                .cpuTime(Duration.ofSeconds(1))
                .instructions(50)
                .memoryBytes(1000)
                .outputBytes(7)
                .callDepth(3)
                .sourceBytes(5)
                .build();

        assertThat(wide.tightenedBy(other)).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(other.tightenedBy(wide)).isEqualTo(expected);
    }

    @Test
    void tighteningByNoneChangesNothing() {
        Limits limits = Limits.defaults(SandboxLevel.ISOLATED);

        assertThat(limits.tightenedBy(Limits.none())).isEqualTo(limits);
        assertThat(Limits.none().tightenedBy(limits)).isEqualTo(limits);
    }

    @Test
    void limitsCanBeTakenAway() {
        Limits limits = Limits.builder().unlimitedWallTime().unlimitedOutput().build();

        assertThat(limits.wallTime()).isEmpty();
        assertThat(limits.outputBytes()).isEmpty();
        assertThat(limits.sourceBytes()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("settersGivenWhatIsNotAboveZero")
    void whatIsNotAboveZeroIsRefused(Consumer<Limits.Builder> setter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setter.accept(Limits.builder()))
                .withMessageContaining("above zero");
    }

    static Stream<Consumer<Limits.Builder>> settersGivenWhatIsNotAboveZero() {
        return Stream.of(
                b -> b.wallTime(Duration.ZERO),
                b -> b.cpuTime(Duration.ofSeconds(-1)),
                b -> b.instructions(0),
                b -> b.memoryBytes(-1),
                b -> b.outputBytes(0),
                b -> b.callDepth(0),
                b -> b.sourceBytes(-5));
    }
}
