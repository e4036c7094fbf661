// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmSpecTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "genome-1", "A.b_c-d", "x.y.z"})
    void idsAreLettersDigitsDotsDashesAndUnderscores(String id) {
        assertThat(VmSpec.named(id).build().id()).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", ".a", "_a", "a b", "a/b", "a\nb", "ä", "a:b", "../x"})
    void otherNamesAreNoIds(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VmSpec.named(id))
                .withMessageContaining("'" + id + "' is no VM id");
    }

    @Test
    void idIsAtMost128Long() {
        assertThat(VmSpec.named("x".repeat(128)).build().id()).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> VmSpec.named("x".repeat(129)));
    }

    @Test
    void plainSpecIsConstrainedWithTheLimitsOfThatLevel() {
        VmSpec spec = VmSpec.builder().build();

        assertThat(spec.id()).isEmpty();
        assertThat(spec.backend()).isEmpty();
        assertThat(spec.level()).isEqualTo(SandboxLevel.CONSTRAINED);
        assertThat(spec.limits()).isEqualTo(Limits.defaults(SandboxLevel.CONSTRAINED));
        assertThat(spec.grants().isEmpty()).isTrue();
        assertThat(spec.networked()).isFalse();
        assertThat(spec.persistent()).isFalse();
        assertThat(spec.rebind()).isEqualTo(Rebind.SAME_VERSION);
    }

    @Test
    void limitsGivenAreCompletedByThoseTheLevelPromises() {
        VmSpec spec = VmSpec.builder()
                .limits(Limits.none().toBuilder()
                        .wallTime(Duration.ofSeconds(1))
                        .build())
                .level(SandboxLevel.ISOLATED)
                .build();

        assertThat(spec.limits().wallTime()).contains(Duration.ofSeconds(1));
        assertThat(spec.limits().memoryBytes()).hasValue(256L << 20);
        assertThat(spec.limits().outputBytes()).isEmpty();
    }

    @Test
    void toBuilderKeepsEverything() {
        VmSpec spec = VmSpec.named("one")
                .backend("process")
                .luaVersion("5.4")
                .luaExecutable("lua5.4")
                .environment("bio")
                .networked(true)
                .persistent(true)
                .debug(true)
                .preload(Script.of("x = 1"))
                .rebind(Rebind.NEVER)
                .level(SandboxLevel.TRUSTED)
                .grants(Grants.builder().read(Path.of("/data")).build())
                .limits(Limits.none())
                .label("project", "lambda")
                .build();

        VmSpec copy = spec.toBuilder().build();

        assertThat(copy).usingRecursiveComparison().isEqualTo(spec);
        assertThat(spec.toBuilder().anyId().build().id()).isEmpty();
    }

    @Test
    void specDoesNotChangeWithItsBuilder() {
        VmSpec.Builder builder = VmSpec.builder();
        VmSpec spec = builder.build();

        builder.preload(Script.of("x = 1")).label("k", "v");

        assertThat(spec.preloads()).isEmpty();
        assertThat(spec.labels()).isEmpty();
        assertThatThrownBy(() -> spec.labels().put("k", "v")).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @MethodSource("settersGivenABlank")
    void blankNamesAreRefused(Consumer<VmSpec.Builder> setter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setter.accept(VmSpec.builder()))
                .withMessageContaining("blank");
    }

    static Stream<Consumer<VmSpec.Builder>> settersGivenABlank() {
        return Stream.of(
                b -> b.backend(""),
                b -> b.luaVersion(" "),
                b -> b.luaExecutable(""),
                b -> b.environment("\t"),
                b -> b.label("", "value"));
    }
}
