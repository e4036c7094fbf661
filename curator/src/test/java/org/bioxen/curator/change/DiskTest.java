// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.spi.environment.OpenEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that is full, read-only, or not ours; as root, who alone may mount one. */
class DiskTest {
    @TempDir
    Path folder;

    private Path disk;
    private World world;
    private boolean mounted;

    @BeforeEach
    void mountASmallDisk() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m,mode=755", "tmpfs", disk.toString());
        assumeTrue(mounted, "this user may not mount a disk; what happens when it is full is not tested");
        String large = "-- large\n".repeat(40_000);
        world = new World(
                disk.resolve("curator"),
                new Market()
                        .offer(
                                "main",
                                Package.of("small", "1.0-1"),
                                Package.of("large", "1.0-1").file("data/large.txt", large),
                                Package.of("larger", "1.0-1").needs("large").file("data/larger.txt", large + large)));
        world.environments.create("bio", "5.4");
        world.install("bio", "small");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void aDiskThatIsFullLeavesTheEnvironmentAsItWas() throws IOException, InterruptedException {
        Map<String, String> before = world.present("bio");

        assertThatThrownBy(() -> world.install("bio", "larger"))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("the disk is full; free some space");

        assertThat(world.present("bio")).isEqualTo(before);
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.environments.health("bio").problems()).isEmpty();
        world.environments.collectGarbage();
        assertThat(run("mount", "-o", "remount,size=8m", disk.toString())).isTrue();
        assertThat(world.install("bio", "larger").done()).isTrue();
    }

    @Test
    void aDiskThatIsReadOnlyIsReadAllTheSame() throws IOException, InterruptedException {
        Map<String, String> before = world.present("bio");
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();

        assertThatThrownBy(() -> world.install("bio", "large"))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("the file system is read-only; give another folder for data");
        assertThatThrownBy(() -> world.environments.create("new", "5.4"))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> world.environments.delete("bio")).isInstanceOf(CuratorException.class);
        assertThatThrownBy(() -> world.environments.collectGarbage()).isInstanceOf(CuratorException.class);

        assertThat(world.install("bio", ChangeOptions.builder().dryRun(true).build(), "large")
                        .changes())
                .hasSize(1);
        assertThat(world.environments.health("bio").problems()).isEmpty();
        try (OpenEnvironment open = world.opener.open("bio")) {
            assertThat(open.modules().find("small")).isPresent();
        }
        assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
        assertThat(world.present("bio")).isEqualTo(before);
        assertThat(world.install("bio", "small").done()).isFalse();
    }

    @Test
    void aStoreThatMayNotBeWrittenAnyMoreLeavesTheEnvironmentAsItWas() throws IOException, InterruptedException {
        Path store = disk.resolve("curator/store");
        Map<String, String> before = world.present("bio");
        assertThat(run("mount", "--bind", store.toString(), store.toString())).isTrue();
        try {
            assertThat(run("mount", "-o", "remount,bind,ro", store.toString())).isTrue();
            assertThatThrownBy(() -> world.install("bio", "large"))
                    .isInstanceOf(CuratorException.class)
                    .hasMessageContaining("read-only");
            assertThat(world.present("bio")).isEqualTo(before);
            // What is in the store already is used, as a copy, since links do not lead across mounts.
            assertThat(world.environments.copy("bio", "copy").packages()).isEqualTo(1);
        } finally {
            assertThat(run("umount", store.toString())).isTrue();
        }

        assertThat(world.leftovers()).isEmpty();
        assertThat(world.install("bio", "large").done()).isTrue();
    }
}
