// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: exit codes, signals, several at once. */
@Timeout(120)
class MainTest {
    @TempDir
    private Path home;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatWasStarted() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void exitsWithTheCommandsCode() throws Exception {
        Installation.in(home).withMain("1.0.0");

        Process process = start("exit", "42");

        assertThat(exitOf(process)).isEqualTo(42);
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.getErrorStream().readAllBytes()).isEmpty();
    }

    @Test
    void saysInOneLineThatThereIsNoInstallation() throws Exception {
        Process process = start("exit", "0");

        assertThat(exitOf(process)).isEqualTo(3);
        assertThat(process.errorReader().lines()).hasSize(1).first().asString().contains("no BioXen installation");
    }

    @Test
    void interruptsTheCommandOnCtrlCAndExitsWith130() throws Exception {
        assertThat(signalled("INT", "wait")).containsExactly("interrupted");
        assertThat(exitOf(started.get(0))).isEqualTo(130);
        assertThat(home.resolve("data/run")).isEmptyDirectory();
    }

    @Test
    void interruptsTheCommandOnTerminationAndExitsWith143() throws Exception {
        assertThat(signalled("TERM", "wait")).containsExactly("interrupted");
        assertThat(exitOf(started.get(0))).isEqualTo(143);
    }

    @Test
    void doesNotWaitForEverForACommandThatIsStuck() throws Exception {
        assertThat(signalled("TERM", "ignore")).isEmpty();
        assertThat(exitOf(started.get(0))).isEqualTo(143);
        assertThat(home.resolve("data/run")).isEmptyDirectory();
    }

    @Test
    void runsManyTimesAtOnceOnOneInstallation() throws Exception {
        Installation.in(home).withMain("1.0.0");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(start("exit", "7"));
        }

        for (Process process : processes) {
            assertThat(exitOf(process)).isEqualTo(7);
        }
        assertThat(home.resolve("data/run")).isEmptyDirectory();
    }

    private List<String> signalled(String signal, String command) throws Exception {
        Installation.in(home).withMain("1.0.0");
        Process process = start(command);
        // Its output ends when it does: one that the signal does not end must not hold the test for ever.
        process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).thenAccept(Process::destroyForcibly);
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("waiting");
            Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
            return out.lines().toList();
        }
    }

    private Process start(String... arguments) throws IOException {
        Process process = ChildJvm.start(List.of("-Dbioxen.home=" + home), Main.class, arguments);
        started.add(process);
        return process;
    }

    private static int exitOf(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
        return process.exitValue();
    }
}
