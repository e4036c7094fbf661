// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assumptions;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a backend says of itself is what its engines do, and what it does not claim it refuses. */
interface DescriptorContract extends BackendContract {
    @Test
    default void descriptorNamesTheBackendAndItsEngine() {
        BackendDescriptor descriptor = bench().backend().descriptor();

        assertThat(descriptor.name()).matches("[a-z][a-z0-9.-]*");
        assertThat(descriptor.engine()).isNotBlank().doesNotContain("\n");
        assertThat(descriptor.luaVersions())
                .allSatisfy(version -> assertThat(version).matches("\\d+\\.\\d+"));
        assertThat(descriptor.evaluationStackBytes()).isNotNegative();
    }

    @Test
    default void interpretersAreNamedApartAndRunAVersionThatIsClaimed() {
        BackendDescriptor descriptor = bench().backend().descriptor();

        assertThat(descriptor.interpreters())
                .extracting(BackendDescriptor.Interpreter::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).isNotBlank());
        assertThat(descriptor.interpreters())
                .allSatisfy(one -> assertThat(descriptor.luaVersions()).contains(one.luaVersion()));
    }

    @Test
    default void eachLevelClaimedComesWithTheEnforcementsItPromises() {
        BackendDescriptor descriptor = bench().backend().descriptor();
        Set<Enforcement> claimed = descriptor.enforcements();

        for (SandboxLevel level : descriptor.levels()) {
            assertThat(claimed).as("enforcements behind %s", level).containsAll(promisedBy(level));
            if (level != SandboxLevel.TRUSTED) {
                assertThat(claimed)
                        .as("a budget behind %s", level)
                        .containsAnyOf(Enforcement.CPU_TIME, Enforcement.INSTRUCTIONS);
            }
        }
    }

    private static Set<Enforcement> promisedBy(SandboxLevel level) {
        Set<Enforcement> promised = EnumSet.of(Enforcement.WALL_TIME, Enforcement.OUTPUT);
        if (level.compareTo(SandboxLevel.CONSTRAINED) >= 0) {
            promised.addAll(EnumSet.of(
                    Enforcement.MEMORY,
                    Enforcement.FILE_ACCESS,
                    Enforcement.ENVIRONMENT_VARIABLES,
                    Enforcement.NETWORK,
                    Enforcement.PROCESSES,
                    Enforcement.UNCATCHABLE_KILL));
        }
        if (level.compareTo(SandboxLevel.ISOLATED) >= 0) {
            promised.add(Enforcement.VM_ISOLATION);
        }
        if (level.compareTo(SandboxLevel.UNTRUSTED) >= 0) {
            promised.addAll(EnumSet.of(Enforcement.HARD_KILL, Enforcement.HARD_MEMORY));
        }
        return promised;
    }

    @Test
    default void engineTellsTheVersionThatItRuns() throws InterruptedException {
        LuaEngine engine = bench().start();

        assertThat("Lua " + engine.luaVersion())
                .isEqualTo(bench().run(engine, "return _VERSION").text());
        assertThat(bench().backend().descriptor().luaVersions()).contains(engine.luaVersion());
    }

    @Test
    default void eachVersionClaimedCanBeStarted() throws InterruptedException {
        for (String version : bench().backend().descriptor().luaVersions()) {
            EngineSpec spec = EngineSpec.builder(level()).luaVersion(version).build();

            LuaEngine engine = bench().start(spec);

            assertThat(engine.luaVersion()).isEqualTo(version);
            assertThat(bench().run(engine, "return _VERSION").text()).isEqualTo("Lua " + version);
        }
    }

    @Test
    default void firstVersionIsThePreferredOne() {
        LuaEngine engine = bench().start(EngineSpec.builder(level()).build());

        assertThat(engine.luaVersion())
                .isEqualTo(bench().backend().descriptor().luaVersions().get(0));
    }

    @Test
    default void eachInterpreterCanBeStartedByItsName() throws InterruptedException {
        for (BackendDescriptor.Interpreter one : bench().backend().descriptor().interpreters()) {
            EngineSpec spec =
                    EngineSpec.builder(level()).luaExecutable(one.name()).build();

            LuaEngine engine = bench().start(spec);

            assertThat(engine.luaVersion()).as(one.name()).isEqualTo(one.luaVersion());
            assertThat(bench().run(engine, "return _VERSION").text()).isEqualTo("Lua " + one.luaVersion());
        }
    }

    @ParameterizedTest
    @EnumSource
    default void levelThatIsNotClaimedIsRefused(SandboxLevel level) {
        Assumptions.assumeThat(bench().backend().descriptor().levels())
                .as("levels claimed")
                .doesNotContain(level);

        assertRefused(EngineSpec.builder(level).build());
    }

    @Test
    default void versionThatIsNotClaimedIsRefused() {
        assertRefused(bench().spec().luaVersion("4.7").build());
        assertRefused(bench().spec().luaVersion("").build());
    }

    @Test
    default void interpreterThatIsNotThereIsRefused() {
        assertRefused(bench().spec().luaExecutable("no-such-lua").build());
        assertRefused(bench().spec().luaExecutable("").build());
    }

    @Test
    default void pathThatIsNoInterpreterIsRefused(@TempDir Path directory) throws IOException {
        Path notExecutable = Files.writeString(directory.resolve("lua5.4"), "not an interpreter\n");
        Path notAnInterpreter = Files.writeString(directory.resolve("lua5.3"), "#!/bin/sh\nexit 0\n");
        assertThat(notAnInterpreter.toFile().setExecutable(true)).isTrue();

        assertRefused(bench().spec()
                .luaExecutable(directory.resolve("absent").toString())
                .build());
        assertRefused(bench().spec().luaExecutable(directory.toString()).build());
        assertRefused(bench().spec().luaExecutable(notExecutable.toString()).build());
        assertRefused(bench().spec().luaExecutable(notAnInterpreter.toString()).build());
    }

    @Test
    default void interpreterThatDoesNotRunTheVersionAskedForIsRefused() {
        BackendDescriptor descriptor = bench().backend().descriptor();
        for (BackendDescriptor.Interpreter one : descriptor.interpreters()) {
            Optional<String> other = descriptor.luaVersions().stream()
                    .filter(version -> !version.equals(one.luaVersion()))
                    .findFirst();
            if (other.isPresent()) {
                assertRefused(EngineSpec.builder(level())
                        .luaExecutable(one.name())
                        .luaVersion(other.get())
                        .build());
            }
        }
    }

    @Test
    default void networkThatIsNotClaimedIsRefused() {
        Assumptions.assumeThat(bench().backend().descriptor().networked())
                .as("claims a network")
                .isFalse();

        assertRefused(bench().spec().networked(true).build());
    }

    private void assertRefused(EngineSpec spec) {
        assertThatThrownBy(() -> bench().start(spec))
                .as("start of %s", spec)
                .isInstanceOf(EngineStartException.class)
                .satisfies(thrown -> assertThat(thrown.getMessage())
                        .as("message of one line")
                        .isNotBlank()
                        .doesNotContain("\n"));
    }

    private SandboxLevel level() {
        return bench().spec().build().level();
    }
}
