// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bioxen client} and the one-shots of {@code vm} on one server that lives through all of it. */
class ServerDistributionIT {
    private static final String LOOP = "print('ready') io.stdout:flush() while true do end";

    @TempDir
    private static Path data;

    private static Server server;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        server = Server.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aScriptsOutputErrorsAndExitCodeAreItsOwn() {
        server.withVm("own");

        server.shell("vm:exec own 'x = 40'", "vm:exec own 'x + 2'")
                .exits(0)
                .prints("42\n")
                .complainsNot();
        Completed failed = server.shell("vm:exec own 'print(1) error(\"boom\")'", "echo not reached");
        failed.exits(1).prints("1\n");
        assertThat(failed.stderr()).startsWith("bioxen: exec:1: boom\nstack traceback:\n");
        server.shell("vm:exec own 'os.exit(7)'").exits(7);
        server.shell("vm:exec").exits(2).prints("").complainsInOneLine("vm:exec");
        server.shell("vm:info nosuch").exits(3).prints("").complainsInOneLine("there is no VM 'nosuch'");
    }

    @Test
    void oneClientFindsWhatAnotherHasMade() {
        server.withVm("shared");

        server.vm("exec", "shared", "y = 7").exits(0).prints("").complainsNot();

        server.vm("exec", "shared", "y").exits(0).prints("7\n");
        assertThat(server.vm("list").exits(0).stdout()).contains("\nshared ", "luaj");
        server.vm("terminate", "shared").exits(0);
        assertThat(server.vm("list").exits(0).stdout()).doesNotContain("\nshared ");
    }

    @Test
    void wordsArriveAsTheyWereTyped() {
        server.withVm("words");

        server.vm("exec", "words", "return \"it's $HOME | a  b\" -- # ; }")
                .exits(0)
                .prints("it's $HOME | a  b\n");
        server.vm("nosuch").exits(2).complainsInOneLine("vm:nosuch");
        server.vm().exits(2).complainsInOneLine("VERB");
        server.vm("list;vm:backends").exits(2).complainsInOneLine("VERB");
    }

    @Test
    void theClientsDirectoryIsWherePathsBegin() throws IOException {
        server.withVm("paths");
        Files.writeString(directory.resolve("hello.lua"), "print('hello', ...)");

        server.client()
                .in(directory)
                .run("vm", "run", "paths", "hello.lua", "--x")
                .exits(0)
                .prints("hello\t--x\n");
    }

    @Test
    void standardInputIsThatOfTheClient() {
        byte[] much = new byte[300_000];
        Arrays.fill(much, (byte) 'x');
        much[much.length - 1] = '\n';

        byte[] back = server.client()
                .reading(much)
                .run("client", "-c", "cat")
                .exits(0)
                .out();
        assertThat(Arrays.equals(back, much)).isTrue();
        server.client().reading("echo one\necho two\n").run("client").exits(0).prints("one\ntwo\n");
    }

    @Test
    void twoClientsWorkAtOnceAndCtrlCMeansOneOfThem() {
        server.withVm("busy").withVm("free");
        try (Running busy = server.client().start("vm", "exec", "busy", LOOP)) {
            busy.awaitOutput("ready");

            server.vm("exec", "free", "return 1").exits(0).prints("1\n");
            busy.signal("INT");

            busy.await().exits(130).prints("ready\n");
            server.vm("exec", "busy", "return 2").exits(0).prints("2\n");
        }
    }

    @Test
    void whatAClientRanThatWasKilledIsInterrupted() {
        server.withVm("orphan");
        try (Running killed = server.client().start("vm", "exec", "orphan", LOOP)) {
            killed.awaitOutput("ready");

            killed.signal("KILL");

            // It waits for its turn, which comes only when the loop has ended.
            server.vm("exec", "orphan", "return 'mine'").exits(0).prints("mine\n");
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobody() {
        server.withVm("flood").withVm("dry");
        try (Running stopped =
                server.client().start("vm", "exec", "flood", "while true do print(('x'):rep(1000)) end")) {
            stopped.awaitOutput("x");

            stopped.signal("STOP");

            server.vm("exec", "dry", "return 1").exits(0).prints("1\n");
            stopped.signal("KILL");
            server.vm("exec", "flood", "return 2").exits(0).prints("2\n");
        }
    }

    @Test
    void aReaderWhoLeavesEndsTheCommandQuietly() {
        server.withVm("pipe");
        try (Running left = server.client().start("vm", "exec", "pipe", "while true do print('line') end")) {
            left.awaitOutput("line");

            left.stopReading();

            left.await().exits(141).complainsNot();
            server.vm("exec", "pipe", "return 3").exits(0).prints("3\n");
        }
    }

    @Test
    void whatWasSubmittedGoesOnWithoutItsClient() {
        server.withVm("later");

        server.vm("submit", "later", "for i = 1, 1000 do print(i) end done = 'done'")
                .exits(0);

        server.vm("exec", "later", "done").exits(0).prints("done\n");
    }

    @Test
    void thereIsOneServerForADataDirectory() {
        server.client().run("server").exits(3).prints("").complainsInOneLine("runs already", data.toString());

        server.shell("echo still there").exits(0).prints("still there\n");
    }

    @Test
    void theSocketIsTheUsersAlone() throws IOException {
        Path socket = data.resolve("server/socket");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aClientNeedsNoServerForHelp() {
        assertThat(server.client().run("client", "--help").exits(0).stdout()).contains("bioxen client");
        server.client().run("client", "list").exits(2).prints("").complainsInOneLine("-c");
    }
}
