// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bioxen.shell.remote.ServerProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said where no server comes to be; one that does is proven on the built distribution. */
@Timeout(60)
class ServerControlTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ServerPlaces places;

    @BeforeEach
    void choosePlaces() throws IOException {
        places = new ServerPlaces(
                directory.resolve("home"),
                Files.createDirectory(directory.resolve("data")),
                directory.resolve("etc"),
                directory.resolve("log"));
    }

    /** A start script that does something else. */
    private void program(String... lines) throws IOException {
        Files.createDirectories(places.program().getParent());
        Files.writeString(places.program(), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(places.program(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int run(String... words) {
        return new ServerControl(places, new PrintStream(out, true), new PrintStream(err, true)).run(List.of(words));
    }

    private String stdout() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String stderr() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void noServerIsNoErrorToStopAndAnAnswerToStatus() {
        assertThat(run("stop")).isZero();
        assertThat(run("status")).isEqualTo(1);

        assertThat(stdout().lines())
                .containsExactly("no server runs for " + places.data(), "no server runs for " + places.data());
        assertThat(stderr()).isEmpty();
    }

    @Test
    void statusIsJsonOnDemand() {
        assertThat(run("status", "--json")).isEqualTo(1);

        assertThat(stdout())
                .isEqualTo("{\"running\":false,\"data\":\"" + places.data() + "\",\"log\":\"" + places.log() + "\"}\n");
    }

    @Test
    void aServerThatFailsIsToldByItsLastComplaint() throws IOException {
        program("echo first", "echo 'bioxen: the reason' >&2", "echo after", "exit 3");

        assertThat(run("start")).isEqualTo(3);

        assertThat(stderr())
                .isEqualTo(
                        "bioxen: the server did not start: the reason; what it said is in " + places.output() + "\n");
        assertThat(stdout()).isEmpty();
        assertThat(places.output()).content().isEqualTo("first\nbioxen: the reason\nafter\n");
    }

    @Test
    void oneThatDoesNotComplainIsToldByWhatItSaidFirstOrByItsExitCode() throws IOException {
        program("exit 7");

        assertThat(run("start")).isEqualTo(3);

        assertThat(stderr()).contains("it said nothing and ended with exit code 7");

        program("echo 'Unrecognized VM option' >&2", "echo 'Program will exit.'", "exit 1");
        assertThat(run("start")).isEqualTo(3);
        assertThat(stderr()).contains("the server did not start: Unrecognized VM option; what it said is in ");
    }

    @Test
    void whatTheServerBeforeSaidIsKept() throws IOException {
        program("echo one");
        run("start");
        program("echo two");
        run("start");

        assertThat(places.output()).content().isEqualTo("two\n");
        assertThat(places.earlierOutput()).content().isEqualTo("one\n");
    }

    @Test
    void theServerIsToldOfAllPlacesAndHasNoTerminal() throws IOException {
        program("echo \"$1|$BIOXEN_DATA|$BIOXEN_ETC|$BIOXEN_LOG|$PWD\"", "cat");

        run("start");

        assertThat(places.output())
                .content()
                .isEqualTo("server|" + places.data() + "|" + places.etc() + "|" + places.log() + "|"
                        + places.data().toRealPath() + "\n");
    }

    @Test
    void oneThatDoesNotListenInTimeIsEndedWithAllThatItStarted() throws Exception {
        Path pids = directory.resolve("pids");
        program("sleep 300 &", "echo $! $$ >" + pids, "wait");

        assertThat(run("start", "--timeout", "2s")).isEqualTo(3);

        assertThat(stderr()).hasLineCount(1).contains("does not listen", "it was ended after 2 s");
        for (String pid : Files.readString(pids).strip().split(" ")) {
            assertThat(ended(Long.parseLong(pid))).as("process " + pid).isTrue();
        }
    }

    @Test
    void oneThatIsStillStartingEndsWithWhoStartedIt() throws Exception {
        Path fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        program("echo $$ >" + fifo, "exec sleep 300");
        Process control = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dbioxen.home=" + places.home(),
                        "-Dbioxen.data=" + places.data(),
                        "-Dbioxen.etc=" + places.etc(),
                        "-Dbioxen.log=" + places.log(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerControl.class.getName(),
                        "start")
                .start();
        try {
            // Whoever opens it waits until the other side does.
            long server = Long.parseLong(Files.readString(fifo).strip());

            control.destroy();

            assertThat(control.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ended(server)).isTrue();
        } finally {
            control.destroyForcibly();
        }
    }

    private static boolean ended(long pid) throws InterruptedException {
        Optional<ServerProcess> left = ServerProcess.of(pid);
        return left.isEmpty() || left.get().awaitEnd(Duration.ofSeconds(10));
    }

    @Test
    void anInstallationWithoutAProgramIsToldInOneLine() {
        assertThat(run("start")).isEqualTo(3);

        assertThat(stderr()).hasLineCount(1).contains(places.program().toString(), "No such file");
    }

    @Test
    void aFolderThatOthersMayUseIsRefused() throws IOException {
        Path folder = Files.createDirectory(places.data().resolve("server"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        for (String command : List.of("start", "stop", "status")) {
            err.reset();
            assertThat(run(command)).isEqualTo(3);
            assertThat(stderr()).hasLineCount(1).contains(folder.toString(), "rwxrwxrwx");
        }
    }

    @Test
    void wrongUsageIsOneLine() {
        assertThat(run("start", "now")).isEqualTo(2);
        assertThat(run("stop", "--timeout", "soon")).isEqualTo(2);
        assertThat(run("status", "--verbose")).isEqualTo(2);

        assertThat(stderr().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("start takes no arguments", "bioxen help start"),
                        line -> assertThat(line).contains("--timeout was given 'soon'"),
                        line -> assertThat(line).contains("--verbose"));
        assertThat(stdout()).isEmpty();
    }
}
