// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bioxen.shell.doctor.Finding.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On machines that are made for it: a folder of programs, a folder in the place of {@code /proc}. */
@Timeout(60)
class DoctorTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeAMachine() throws IOException {
        for (String folder : List.of("home", "data", "etc", "log", "tmp", "path", "proc")) {
            Files.createDirectory(directory.resolve(folder));
            properties.put("bioxen." + folder, directory.resolve(folder).toString());
        }
        properties.put("java.io.tmpdir", directory.resolve("tmp").toString());
        properties.put("sun.jnu.encoding", "UTF-8");
        environment.put("PATH", directory.resolve("path").toString());
        for (String part : List.of(
                "bin/bioxen",
                "conf/container.properties",
                "lib/org.bioxen.launcher.jar",
                "lib/org.apache.felix.framework.jar",
                "bundle/org.bioxen.shell.jar",
                "bundle/org.bioxen.core.session.jar")) {
            write("home/" + part, "");
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void program(String name, String script) throws IOException {
        write("path/" + name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(
                directory.resolve("path").resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Machine machine() {
        return new Machine(properties::get, environment::get, directory.resolve("proc"));
    }

    private Finding finding(String name) {
        return Doctor.examine(machine()).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is said of " + name));
    }

    private int run(String... words) {
        return Doctor.run(List.of(words), machine(), new PrintStream(out, true), new PrintStream(err, true));
    }

    private String stdout() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aMachineWithoutInterpretersAndBoxesHasWarningsAndWorks() {
        assertThat(run("doctor")).isZero();

        assertThat(stdout().lines())
                .allMatch(line -> line.matches("(OK  |WARN)  [a-z0-9.]+ +\\S.*"))
                .anyMatch(line -> line.startsWith("OK    home       " + directory.resolve("home")))
                .anyMatch(line -> line.startsWith("WARN  lua        there is no interpreter"))
                .anyMatch(line -> line.startsWith("WARN  boxes      bwrap is not there"));
    }

    @Test
    void whatTheStartScriptCouldNotDoFails() {
        properties.put("bioxen.problem", "cannot make the directory");

        assertThat(run("doctor")).isEqualTo(3);
        assertThat(stdout()).startsWith("FAIL  start      cannot make the directory; ");
    }

    @Test
    void anInstallationThatIsNotWholeFails() throws IOException {
        Files.delete(directory.resolve("home/lib/org.bioxen.launcher.jar"));

        assertThat(finding("home").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding("home").found()).contains("has no lib/org.bioxen.launcher.jar");

        write("home/lib/org.bioxen.launcher.jar", "");
        write(
                "home/conf/container.properties",
                "level.1 = org.bioxen.shell\nlevel.2.watching = org.bioxen.shell other\n");
        assertThat(finding("home").found()).contains("has no bundle/other.jar");
    }

    @Test
    void aFileInThePlaceOfADirectoryFails() throws IOException {
        Files.delete(directory.resolve("log"));
        write("log", "");

        assertThat(finding("log").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding("log").advice().orElseThrow()).contains("BIOXEN_LOG");
        assertThat(finding("data").verdict()).isEqualTo(Verdict.OK);
        assertThat(directory.resolve("data")).as("after it was tried").isEmptyDirectory();
    }

    @Test
    void interpretersAreThereWithTheirVersions() throws IOException {
        program("lua5.4", "echo 'Lua 5.4.6  Copyright (C) 1994-2023 Lua.org, PUC-Rio'");
        program("lua5.1", "echo 'Lua 5.1.5  Copyright (C) 1994-2012 Lua.org, PUC-Rio' >&2");
        program("luajit", "echo 'LuaJIT 2.1.0-beta3 -- Copyright (C) 2005-2022 Mike Pall. https://luajit.org/'");
        program("lua5.3", "echo 'cannot load a library' >&2; exit 127");

        assertThat(finding("lua5.4").found()).isEqualTo("Lua 5.4.6, " + directory.resolve("path/lua5.4"));
        assertThat(finding("lua5.1").found()).startsWith("Lua 5.1.5, ");
        assertThat(finding("luajit").found()).startsWith("LuaJIT 2.1.0-beta3, ");
        assertThat(finding("lua5.3").verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding("lua5.3").found()).contains("does not run: cannot load a library");
        assertThat(finding("lua").found()).endsWith("lua5.2, lua5.5");
    }

    @Test
    void anInterpreterThatHangsIsNotWaitedForAndDoesNotLiveOn() throws IOException {
        program("lua5.4", "exec sleep 300");

        assertThat(finding("lua5.4").found()).contains("it does not end");
        assertThat(ProcessHandle.current().descendants())
                .allSatisfy(left -> assertThat(left.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void bubblewrapThatWorksMakesBoxes() throws IOException {
        program("bwrap", "exit 0");

        assertThat(finding("boxes").verdict()).isEqualTo(Verdict.OK);
        assertThat(finding("boxes").found()).contains("up to untrusted");
    }

    @Test
    void whereBubblewrapFailsTheSwitchOfTheKernelIsNamed() throws IOException {
        program("bwrap", "echo 'bwrap: No permissions to create new namespace' >&2; exit 1");
        write("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");

        assertThat(finding("boxes").verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding("boxes").found()).contains("No permissions to create new namespace", "up to constrained");
        assertThat(finding("boxes").advice().orElseThrow()).contains("apparmor_restrict_unprivileged_userns=0");
    }

    @Test
    void withoutBubblewrapUnshareMakesLesserBoxes() throws IOException {
        for (String name : List.of("unshare", "setpriv", "mount", "umount", "pivot_root")) {
            program(name, "exit 0");
        }

        assertThat(finding("boxes").found()).contains("up to isolated");
        assertThat(finding("boxes").advice()).contains("install bubblewrap");
    }

    @Test
    void tightLimitsAreWarnedOf() throws IOException {
        write("proc/self/limits", """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             100                  200                  processes
                Max open files            4096                 4096                 files
                Max address space         8000000000           unlimited            bytes
                """);

        assertThat(finding("processes").verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding("processes").advice().orElseThrow()).contains("ulimit -u 2048");
        assertThat(finding("files")).isEqualTo(Finding.ok("files", "4096 at most"));
        assertThat(finding("memory").verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void aLocaleBeyondWhichNothingIsSeenAndADumbTerminalAreWarnedOf() {
        properties.put("sun.jnu.encoding", "ANSI_X3.4-1968");
        properties.put("bioxen.terminal", "true");
        environment.put("TERM", "dumb");

        assertThat(finding("locale").verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding("terminal").verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void aServersFolderThatOthersMayUseIsWarnedOf() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("data/server"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(finding("server").verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding("server").found()).contains(folder.toString());
    }

    @Test
    void theReportIsJsonOnDemand() {
        assertThat(run("doctor", "--json")).isZero();

        assertThat(stdout())
                .hasLineCount(1)
                .startsWith("{\"ok\":true,\"findings\":[{\"name\":\"java\",\"verdict\":\"OK\",\"found\":\"")
                .contains("\"advice\":\"install bubblewrap\"");
    }

    @Test
    void wrongUsageIsOneLine() {
        assertThat(run("doctor", "me")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("doctor takes no arguments");
    }
}
