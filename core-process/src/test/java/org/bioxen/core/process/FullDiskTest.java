// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that is full is the script's error, and never the end of its interpreter. Needs the right to mount. */
@Timeout(60)
class FullDiskTest {
    @TempDir
    private Path directory;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        mounted = Files.isExecutable(Path.of("/bin/mount"))
                && succeeds("/bin/mount", "-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs", disk.toString());
        assumeTrue(mounted, "nobody may mount a small disk here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(succeeds("/bin/umount", disk.toString())).isTrue();
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0;
    }

    private void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream file = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                file.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SandboxLevel.class,
            names = {"TRUSTED", "ISOLATED"})
    void aScriptThatFillsTheDiskIsToldAndGoesOn(SandboxLevel level) {
        try (Lab lab = new Lab()) {
            Lab.assumeKept(lab.backend, level);
            EngineSpec spec = EngineSpec.builder(level)
                    .grants(Grants.builder().write(disk).build())
                    .build();
            try (LuaEngine engine = lab.backend.start(spec)) {
                EvaluationResult result = Lab.run(engine, """
                        local f = assert(io.open('%s/out', 'w'))
                        local block, ok, why = ('x'):rep(4096)
                        for i = 1, 64 do
                          ok, why = f:write(block)
                          if ok then ok, why = f:flush() end
                          if not ok then break end
                        end
                        pcall(f.close, f)
                        return why
                        """.formatted(disk));

                assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
                assertThat(result.stateAfter()).isEqualTo(StateAfter.KEPT);
                assertThat(Lab.texts(result)).last().asString().contains("No space left on device");
                assertThat(Lab.run(engine, "return 1").outcome()).isEqualTo(Outcome.COMPLETED);
            }
        }
    }

    @Test
    void aBackendWithoutRoomForItsFilesOffersLessAndSaysWhy() throws IOException {
        fill();
        Tools tools = Lab.discovery().tools().orElseThrow();
        try (ProcessBackend backend = Lab.backendWith(tools.bwrap(), tools.unshare(), disk.resolve("box"))) {
            assertThat(backend.descriptor().levels())
                    .contains(SandboxLevel.TRUSTED)
                    .doesNotContain(SandboxLevel.UNTRUSTED);
            assertThat(backend.descriptor().remarks()).anyMatch(remark -> remark.contains("No space left on device"));
            try (LuaEngine engine =
                    backend.start(EngineSpec.builder(SandboxLevel.TRUSTED).build())) {
                assertThat(Lab.run(engine, "return 1").outcome()).isEqualTo(Outcome.COMPLETED);
            }
        }
    }
}
