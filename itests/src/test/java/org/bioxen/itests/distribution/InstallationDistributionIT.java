// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the distribution lies, and what it writes. */
class InstallationDistributionIT {
    @TempDir
    private Path directory;

    private static Map<String, Object> snapshot(Path home) throws IOException {
        Map<String, Object> snapshot = new TreeMap<>();
        for (Path file : Installation.files(home)) {
            snapshot.put(home.relativize(file).toString(), Files.getLastModifiedTime(file));
        }
        return snapshot;
    }

    private static void forbidWriting(Path home, boolean forbid) throws IOException {
        for (Path file : Installation.files(home)) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            if (forbid) {
                permissions.remove(PosixFilePermission.OWNER_WRITE);
            } else {
                permissions.add(PosixFilePermission.OWNER_WRITE);
            }
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    @Test
    void aReadOnlyInstallationKeepsItsDataElsewhere() throws IOException {
        Path home = Installation.copy(directory.resolve("read-only"));
        Path data = directory.resolve("data");
        // Who is root may write all the same, so that it is also compared.
        forbidWriting(home, true);
        try {
            Map<String, Object> before = snapshot(home);

            Bioxen.at(home)
                    .with("BIOXEN_DATA", data.toString())
                    .run("exec", "2 + 2")
                    .exits(0)
                    .prints("4\n");
            Bioxen.at(home)
                    .with("BIOXEN_DATA", data.toString())
                    .run(
                            "-c",
                            "env:create lab\npkg:install --quiet --env lab json\nvm:create --env lab v\nvm:exec v 'require(\"json\").encode({1})'")
                    .exits(0)
                    .prints("[1]\n");

            assertThat(snapshot(home)).isEqualTo(before);
            assertThat(data).isDirectory();
        } finally {
            forbidWriting(home, false);
        }
    }

    @Test
    void aPathMayHaveSpacesAndLettersBeyondAscii() throws IOException {
        Path home = Installation.copy(directory.resolve("a home é"));

        Bioxen.at(home).run("exec", "2 + 2").exits(0).prints("4\n").complainsNot();
    }

    @Test
    void theStartScriptMayBeReachedByALink() throws IOException {
        Path home = directory.resolve("linked");
        Files.createDirectories(home.resolve("bin"));
        Files.createSymbolicLink(home.resolve("bin/bioxen"), Bioxen.HOME.resolve("bin/bioxen"));

        Bioxen.at(home)
                .with("BIOXEN_DATA", directory.resolve("data").toString())
                .run("exec", "2 + 2")
                .exits(0)
                .prints("4\n");
    }

    @Test
    void nothingIsLeftBehindInTheWorkingDirectory() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        Bioxen.bioxen().in(empty).run("exec", "2 + 2").exits(0);

        assertThat(empty).isEmptyDirectory();
    }
}
