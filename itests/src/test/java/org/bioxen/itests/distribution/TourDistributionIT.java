// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five minutes that the pages promise: everything that is typed there, and everything that is shown. */
class TourDistributionIT {
    private static final String HEADING = "Five minutes";

    @TempDir
    private Path directory;

    @Test
    void theUserGuideTellsWhatAPersonSees() throws IOException {
        Path home = directory.toRealPath();
        Files.copy(Bioxen.ARCHIVE, home.resolve("bioxen.tar.gz"));

        try (Tour tour = Tour.begin("user-guide.md", home, home, environment(home))) {
            tour.follow(page("docs/user-guide.md"));
        }

        nothingGoesOn(home);
    }

    @Test
    void theReadmeTellsWhatAPersonSees() throws IOException {
        Path home = directory.toRealPath();

        // As in the project's directory, but without building what is tested here.
        Files.createSymbolicLink(home.resolve("bioxen"), Bioxen.HOME.resolve("bin/bioxen"));
        Files.createSymbolicLink(home.resolve("examples"), Bioxen.PROJECT.resolve("examples"));
        Map<String, String> environment = new HashMap<>(environment(home));
        environment.put("BIOXEN_DATA", home.resolve("data").toString());

        try (Tour tour = Tour.begin("README.md", home, home, environment)) {
            tour.follow(page("README.md"));
        }

        nothingGoesOn(home);
    }

    private static Transcript page(String name) throws IOException {
        Transcript transcript = Transcript.of(Files.readString(Bioxen.PROJECT.resolve(name)), HEADING);
        assertThat(transcript.blocks()).as("blocks of " + name).hasSizeGreaterThan(4);
        return transcript;
    }

    private static Map<String, String> environment(Path home) {
        return Map.of(
                "HOME", home.toString(), "PS1", "$ ", "LC_ALL", "C.UTF-8", "BIOXEN_JAVA_OPTS", "-Duser.home=" + home);
    }

    /** Whatever the tour started has ended, or does so by itself. */
    private static void nothingGoesOn(Path home) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                .forEach(process -> assertThat(process.onExit())
                        .as(process.info().toString())
                        .succeedsWithin(Duration.ofSeconds(30)));
    }
}
