// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine is found to keep is what it says, and what it cannot keep is refused with the reason. */
class LadderTest {
    @TempDir
    private Path directory;

    private ProcessBackend backendWith(Optional<Path> bwrap, Optional<Path> unshare) {
        return Lab.backendWith(bwrap, unshare, directory.resolve("box"));
    }

    private static void assertRefused(ProcessBackend backend, SandboxLevel level, String... reasons) {
        assertThat(backend.descriptor().levels())
                .contains(SandboxLevel.TRUSTED, SandboxLevel.CONSTRAINED)
                .doesNotContain(level);
        EngineSpec spec = EngineSpec.builder(level).build();
        assertThatThrownBy(() -> backend.start(spec))
                .isInstanceOf(EngineStartException.class)
                .hasMessageContaining(level.toString())
                .hasMessageContainingAll(reasons);
    }

    @Test
    void everyRungIsProvenOrRefusedWithTheReason() {
        try (Lab lab = new Lab()) {
            assertThat(lab.backend.descriptor().remarks())
                    .contains("resource limits: yes")
                    .anyMatch(remark -> remark.startsWith("a stopped script of Lua keeps its state"));
            if (lab.backend.descriptor().remarks().contains("box: yes")) {
                assertThat(lab.backend.descriptor().levels()).contains(SandboxLevel.values());
            } else {
                // Not all machines let a process make namespaces; containers often do not.
                assertRefused(lab.backend, SandboxLevel.UNTRUSTED, "box: no, ");
            }
        }
    }

    @Test
    void withoutBubblewrapTheReasonSaysWhatToInstall() {
        try (ProcessBackend backend = backendWith(Optional.empty(), Optional.empty())) {
            assertRefused(
                    backend,
                    SandboxLevel.UNTRUSTED,
                    "bwrap was not found",
                    "install bubblewrap",
                    "unshare was not found");
            assertRefused(backend, SandboxLevel.ISOLATED, "install bubblewrap");
        }
    }

    @Test
    void withoutABoxTheResourceLimitsAreSetAllTheSame() throws IOException {
        try (ProcessBackend backend = backendWith(Optional.empty(), Optional.empty())) {
            ProcessEngine engine = (ProcessEngine) backend.start(EngineSpec.builder(SandboxLevel.CONSTRAINED)
                    .limits(Limits.none().toBuilder().memoryBytes(1L << 25).build())
                    .build());

            List<String> limits = Files.readAllLines(Path.of("/proc", Long.toString(engine.pid()), "limits"));

            assertThat(limits)
                    .anyMatch(line -> line.matches("Max processes +0 +0 .*"))
                    .anyMatch(line -> line.matches("Max core file size +0 +0 .*"))
                    .anyMatch(line -> line.matches("Max open files +256 +256 .*"))
                    .anyMatch(line -> line.matches("Max file size +1073741824 +1073741824 .*"))
                    .anyMatch(line -> line.matches("Max address space +67108864 +67108864 .*"));
        }
    }

    @Test
    void withoutBubblewrapUnshareMakesABoxForOtherTenantsAndNotForStrangers() {
        Optional<Path> unshare = Lab.discovery().tools().orElseThrow().unshare();
        try (ProcessBackend backend = backendWith(Optional.empty(), unshare)) {
            assumeTrue(
                    backend.descriptor().remarks().contains("box without a filter for system calls: yes"),
                    () -> "this machine makes no namespaces: "
                            + backend.descriptor().remarks());

            assertRefused(backend, SandboxLevel.UNTRUSTED, "install bubblewrap");
            assertThat(backend.descriptor().levels()).contains(SandboxLevel.ISOLATED);
        }
    }

    @Test
    void bubblewrapThatMayNotMakeNamespacesGivesNoBoxAndItsReason() throws IOException {
        Path refusing = script("echo 'bwrap: No permissions to create a new namespace' >&2\nexit 1\n");

        try (ProcessBackend backend = backendWith(Optional.of(refusing), Optional.empty())) {
            assertRefused(
                    backend, SandboxLevel.UNTRUSTED, "box: no, ", "bwrap: No permissions to create a new namespace");
        }
    }

    @Test
    void boxThatClosesNothingIsFoundOut() throws IOException {
        Path open = script("while [ \"$1\" != -- ]; do shift; done\nshift\nexec \"$@\"\n");

        try (ProcessBackend backend = backendWith(Optional.of(open), Optional.empty())) {
            assertRefused(backend, SandboxLevel.UNTRUSTED, "'process' succeeds inside", "'network' succeeds inside");
        }
    }

    @Test
    void limitsOnMemoryAreRefusedWhereTheyWereNotProven() {
        Discovery discovery = Lab.discovery();
        Lab.required(!discovery.interpreters().isEmpty(), "no Lua interpreter is installed on this machine");
        Ladder nothing = new Ladder(Optional.empty(), false, List.of("resource limits: no, for a test"));
        try (ProcessBackend backend = new ProcessBackend(
                discovery.tools().orElseThrow(), discovery.interpreters(), Lab.PATIENCE, 0, keeper -> nothing)) {
            EngineSpec spec = EngineSpec.builder(SandboxLevel.TRUSTED)
                    .limits(Limits.none().toBuilder().memoryBytes(1 << 25).build())
                    .build();

            assertThatThrownBy(() -> backend.start(spec)).hasMessageContaining("resource limits: no, for a test");
            assertThat(backend.descriptor().levels()).containsExactly(SandboxLevel.TRUSTED);
        }
    }

    private Path script(String body) throws IOException {
        Path file = Files.writeString(directory.resolve("bwrap"), "#!/bin/sh\n" + body);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
