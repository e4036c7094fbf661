// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script and what it can do without a container, everything in places with spaces and letters beyond ASCII. */
class LauncherDistributionIT {
    private static final String NOBODY = "65534";

    @TempDir
    private Path directory;

    /** A folder with a link to a link to the script. */
    private Path links() throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(directory.resolve("first link"), Bioxen.HOME.resolve("bin/bioxen"));
        Files.createSymbolicLink(bin.resolve("bioxen"), Path.of("../first link"));
        return bin;
    }

    /** With all directories elsewhere, in an empty working directory. */
    private Bioxen bioxen() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Path etc = Files.createDirectories(directory.resolve("é tc"));
        Path data = Files.createDirectories(directory.resolve("d à ta"));
        return Server.bioxen(data)
                .in(empty)
                .with("BIOXEN_ETC", etc.toString())
                .with("BIOXEN_LOG", directory.resolve("l ö g").toString())
                // Where the history of a shell goes; words, so that there must be no space in it.
                .with("BIOXEN_JAVA_OPTS", "-Duser.home=" + directory);
    }

    private Path etc(String file, String... lines) throws IOException {
        bioxen();
        return Files.writeString(directory.resolve("é tc").resolve(file), String.join("\n", lines) + "\n");
    }

    @AfterEach
    void stopWhatWasStarted() throws IOException {
        Completed stopped = bioxen().run("stop");
        Path lock = directory.resolve("d à ta/server/lock");
        if (stopped.exitCode() != 0 && Files.exists(lock)) {
            ProcessHandle.of(processIn(lock)).ifPresent(ProcessHandle::destroyForcibly);
        }
        stopped.exits(0);
    }

    private static long processIn(Path lock) throws IOException {
        return Long.parseLong(Files.readString(lock).split(" ")[0]);
    }

    @Test
    void ofManyThatStartAServerAtOnceOneDoesAndAllFindIt() throws IOException {
        etc("init.gosh", "hello = { echo \"hello $1\" }");
        etc("gosh_profile", "prompt = 'own> '", "echo 'own profile'");
        etc("org.bioxen.logging.cfg", "file.format = json");
        links();
        List<Running> starts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            starts.add(bioxen().by(directory).start("start"));
        }
        List<Completed> started = starts.stream().map(Running::await).toList();

        assertThat(started).allSatisfy(one -> one.exits(0).complainsNot());
        assertThat(started)
                .filteredOn(one -> one.stdout().startsWith("the server runs: process "))
                .hasSize(1);
        assertThat(started)
                .filteredOn(one -> one.stdout().startsWith("a server runs already: process "))
                .hasSize(7);

        JsonNode status = bioxen().run("status", "--json").exits(0).json();
        long process = status.get("process").asLong();
        assertThat(status.get("running").asBoolean()).isTrue();
        assertThat(status.get("socket").asText()).endsWith("d à ta/server/socket");
        assertThat(bioxen().run("status").exits(0).stdout())
                .startsWith("the server runs: process " + process + " since ");
        assertThat(started).allSatisfy(one -> assertThat(one.stdout()).contains("process " + process + " "));
        assertThat(bioxen().run("doctor").exits(0).stdout()).contains("process " + process + " listens on ");
        bioxen().run("clean").exits(3).prints("").complainsInOneLine("in use", "process " + process);
        bioxen().run("server").exits(3).prints("").complainsInOneLine("runs already", "process " + process);

        bioxen().run("client", "-c", "hello you").exits(0).prints("hello you\n").complainsNot();
        try (Terminal shell = bioxen().terminal("client")) {
            shell.shows("own profile")
                    .showsLast("own>")
                    .enter("hello friend")
                    .shows("own> hello friend\nhello friend\nown>")
                    .edits()
                    .press("C-d");
            assertThat(shell.exitCode()).isZero();
        }
        bioxen().run("vm", "create", "--level", "trusted", "lab").exits(0);
        try (Running client =
                bioxen().start("vm", "exec", "lab", "print('ready') io.stdout:flush() while true do end")) {
            client.awaitOutput("ready");

            bioxen().run("stop")
                    .exits(0)
                    .prints("the server has stopped, process " + process + "\n")
                    .complainsNot();

            client.await().exits(3).complainsInOneLine("the server has stopped");
        }
        assertThat(directory.resolve("d à ta/server/socket")).doesNotExist();
        assertThat(bioxen().run("status").exits(1).complainsNot().stdout()).startsWith("no server runs for ");
        bioxen().run("stop").exits(0).complainsNot();
        assertThat(directory.resolve("l ö g/bioxen.log")).content().startsWith("{");
        assertThat(directory.resolve("l ö g/server.out")).content().contains("listening on ");
        assertThat(directory.resolve("empty")).isEmptyDirectory();
    }

    @Test
    void aServerThatWasKilledIsReplaced() throws IOException {
        bioxen().run("start").exits(0);
        long killed = bioxen().run("status", "--json").json().get("process").asLong();
        ProcessHandle process = ProcessHandle.of(killed).orElseThrow();
        process.destroyForcibly();
        // Where nobody takes note of the end of orphans it is not told; some time will do.
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();

        assertThat(bioxen().run("status").exits(1).stdout()).contains("was killed");
        bioxen().run("stop").exits(0).complainsNot();
        bioxen().run("start").exits(0).complainsNot();

        assertThat(bioxen().run("status", "--json")
                        .exits(0)
                        .json()
                        .get("process")
                        .asLong())
                .isNotEqualTo(killed);
        bioxen().run("stop").exits(0);
        Files.createDirectories(directory.resolve("d à ta/repl"));
        Files.writeString(directory.resolve("d à ta/repl/history"), "x");
        assertThat(bioxen().run("clean").exits(0).complainsNot().stdout()).startsWith("removed ");
        assertThat(directory.resolve("d à ta/cds")).doesNotExist();
        assertThat(directory.resolve("d à ta/run")).isEmptyDirectory();
        assertThat(directory.resolve("d à ta/repl/history")).exists();
    }

    @Test
    void anInstallationWithAHoleIsToldOfInOneLineAndByTheDoctor() throws IOException {
        Path home = Installation.copy(directory.resolve("a home é"));
        Files.delete(home.resolve("bundle/org.apache.felix.scr.jar"));

        bioxen().with("BIOXEN_HOME", home.toString())
                .run("start")
                .exits(3)
                .prints("")
                .complainsInOneLine(
                        "the server did not start: ", "org.apache.felix.scr.jar is not there", "server.out");
        assertThat(bioxen().run("status").exits(1).stdout()).startsWith("no server runs");
        JsonNode report = bioxen().with("BIOXEN_HOME", home.toString())
                .run("doctor", "--json")
                .exits(3)
                .json();
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(report.get("findings"))
                .filteredOn(finding -> finding.get("verdict").asText().equals("FAIL"))
                .extracting(finding -> finding.get("found").asText())
                .containsExactly(home + " has no bundle/org.apache.felix.scr.jar");
    }

    @Test
    void aPlaceThatIsNoneIsOneLine() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        for (String variable : List.of("BIOXEN_HOME", "BIOXEN_DATA", "BIOXEN_ETC", "BIOXEN_LOG", "JAVA_HOME")) {
            bioxen().with(variable, file.toString())
                    .run("exec", "1")
                    .exits(3)
                    .prints("")
                    .complainsInOneLine(variable, file.toString());
        }
        Path old = Files.createDirectories(directory.resolve("old java/bin")).getParent();
        Files.createSymbolicLink(old.resolve("bin/java"), Path.of("/bin/false"));
        Files.writeString(Files.createDirectories(old.resolve("other/bin")).resolve("java"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(old.resolve("other/bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(old.resolve("other/release"), "JAVA_VERSION=\"11.0.2\"\n");
        bioxen().with("JAVA_HOME", old.resolve("other").toString())
                .run("start")
                .exits(3)
                .complainsInOneLine("Java 17 or later is needed", "11.0.2", "JAVA_HOME");
        bioxen().with("BIOXEN_JAVA_OPTS", "-XX:NoSuchOption")
                .run("start")
                .exits(3)
                .prints("")
                .complainsInOneLine("the server did not start: ", "NoSuchOption", "server.out");
        // The doctor tells it among the rest.
        assertThat(bioxen().with("BIOXEN_LOG", file.toString())
                        .run("doctor")
                        .exits(3)
                        .complainsNot()
                        .stdout())
                .startsWith("FAIL  start      cannot make the directory BIOXEN_LOG=")
                .contains("FAIL  log ", "OK    data ");
    }

    @Test
    void aFileOfShellCommandsIsAProgram() throws IOException {
        etc("init.gosh", "hello = { echo \"hello $1\" }", "nosuch:command");
        Path script = Files.writeString(
                directory.resolve("set up"),
                "#!/usr/bin/env bioxen\n# A comment.\nhello $1\necho \"$2, of $args\"\npwd\nvm:info nosuch\necho never\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

        Completed run = bioxen().program(script, links()).run("ü", "two words");

        run.exits(3)
                .prints("hello ü\ntwo words, of ü two words\n"
                        + directory.resolve("empty").toRealPath() + "\n");
        assertThat(run.stderr().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("bioxen: ").contains("é tc/init.gosh: ", "nosuch:command"),
                        line -> assertThat(line).startsWith("bioxen: ").contains("nosuch"));
        bioxen().run("missing.gosh")
                .exits(1)
                .prints("")
                .complains("bioxen: cannot read missing.gosh: there is no such file\n");
    }

    @Test
    void anotherUserWorksWithAReadOnlyInstallation() throws Exception {
        assumeTrue(
                run("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "true"),
                "only root can be another user");
        Path home = Installation.copy(directory.resolve("a home é"));
        Path own = Files.createDirectory(directory.resolve("ö wn"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run("chown", NOBODY, own.toString())).isTrue();
        Bioxen nobody = Bioxen.at(home)
                .in(Path.of("/"))
                .as("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups")
                .with("HOME", "/nonexistent")
                .with("XDG_CACHE_HOME", own.resolve("cache").toString())
                .with("XDG_RUNTIME_DIR", "");

        nobody.run("start").exits(0).complainsNot();
        try {
            nobody.run("client", "-c", "vm:create --level trusted v; vm:exec v '2 + 2'")
                    .exits(0);
            assertThat(nobody.run("doctor").exits(0).stdout()).contains(home + ", which is read-only");
        } finally {
            nobody.run("stop").exits(0);
        }
        assertThat(own.resolve("cache/bioxen/log/server.out")).exists();
        assertThat(home.resolve("data")).isEmptyDirectory();
        assertThat(home.resolve("log")).isEmptyDirectory();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
