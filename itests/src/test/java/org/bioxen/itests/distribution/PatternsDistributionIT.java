// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The patterns in Java of {@code examples/patterns}, dropped into {@code deploy} as a user would. */
class PatternsDistributionIT {
    @TempDir
    private static Path directory;

    private static Path home;

    @BeforeAll
    static void deploy() throws IOException {
        home = Installation.copy(directory.resolve("bioxen"));
        Files.copy(Path.of(System.getProperty("bioxen.patterns")), home.resolve("deploy/patterns.jar"));
    }

    private static String[] example(String name) {
        return Bioxen.at(home)
                .run("-c", "example:" + name)
                .exits(0)
                .complainsNot()
                .stdout()
                .split("\n");
    }

    @Test
    void theBasicPattern() {
        assertThat(example("basic"))
                .containsExactly("2 + 2 prints 4 and is the value 4", "count is 42", "GC content is 0.375");
    }

    @Test
    void theManagedPattern() {
        assertThat(example("managed"))
                .containsExactly(
                        "managed-a says 40",
                        "managed-b knows of x: false",
                        "managed-a has run 2 scripts",
                        "managed-b has run 1 scripts",
                        "managed-b lives: false",
                        "managed-a lives after the scope: false");
    }

    @Test
    void whatCanGoWrong() {
        assertThat(example("failures"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("SCRIPT_ERROR: ").endsWith("no such gene"),
                        line -> assertThat(line).isEqualTo("thrown: SCRIPT_ERROR"),
                        line -> assertThat(line).isEqualTo("TIMED_OUT: timed out after 100ms"),
                        line -> assertThat(line).contains("VM 'failing' exists already"),
                        line -> assertThat(line).contains("there is no VM 'failing'"),
                        line -> assertThat(line).contains("luaj runs Lua 5.2, not Lua 4.0", "process"));
    }

    @Test
    void theAsynchronousPattern() {
        assertThat(example("asynchronous"))
                .containsExactly(
                        "the sum is 500500",
                        "heard of it: true",
                        "ended by itself: false",
                        "ended: INTERRUPTED",
                        "all ended: true",
                        "async-worker-1: 500500",
                        "async-worker-2: 500500",
                        "async-worker-3: 500500",
                        "async-worker-4: 500500");
    }

    @Test
    void theInteractivePattern() {
        assertThat(example("interactive"))
                .containsExactly(
                        "x is\t42",
                        "after the first line: INCOMPLETE",
                        "1764",
                        "sessions: interactive",
                        "missed\t1, missed\t2, missed\t3; dropped: 0",
                        "x is still 42");
    }

    @Test
    void theCompleteExample() {
        assertThat(example("complete"))
                .containsExactly(
                        "codons: 3203",
                        "failed: stdin:1: no such gene",
                        "gene: caf1",
                        "seen by both: seen by both",
                        "this attachment only observes session 'complete'; attach as its controller, with take-over if"
                                + " another controls it",
                        "interrupted, state: KEPT",
                        "completed: genome.length genome.name",
                        "sent with 'genome' in it: 2",
                        "session 'complete' exists already; attach to it, terminate it first, or choose another id",
                        "this attachment to session 'complete' is detached already",
                        "ENDED with exit code 0",
                        "there is no session 'complete'");
    }
}
