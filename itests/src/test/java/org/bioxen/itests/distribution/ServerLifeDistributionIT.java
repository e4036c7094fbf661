// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server begins and ends. */
class ServerLifeDistributionIT {
    @TempDir
    private Path data;

    @Test
    void withoutAServerAClientSaysSo() {
        Server.bioxen(data)
                .run("client", "-c", "vm:list")
                .exits(3)
                .prints("")
                .complainsInOneLine("no server runs", "bioxen server");
        Server.bioxen(data).run("vm", "list").exits(3).prints("").complainsInOneLine("no server runs");
        Server.bioxen(data).run("session", "list").exits(3).prints("").complainsInOneLine("no server runs");
    }

    @Test
    void aServerThatIsToldToEndTellsItsClientsAndEndsWithZero() {
        try (Server server = Server.start(data).withVm("lab");
                Running client = server.client()
                        .start("vm", "exec", "lab", "print('ready') io.stdout:flush() while true do end")) {
            client.awaitOutput("ready");

            server.process().signal("TERM");

            server.process().await().exits(0).prints("");
            client.await().exits(3).prints("ready\n").complainsInOneLine("the server has stopped");
            assertThat(data.resolve("server/socket")).doesNotExist();
            assertThat(data.resolve("run")).isEmptyDirectory();
        }
    }

    @Test
    void whatAKilledServerLeftIsReplaced() {
        try (Server killed = Server.start(data)) {
            killed.process().signal("KILL");
            killed.process().await();
        }
        assertThat(data.resolve("server/socket")).exists();
        Server.bioxen(data).run("vm", "list").exits(3).complainsInOneLine("no server runs");

        try (Server next = Server.start(data)) {
            next.shell("echo here").exits(0).prints("here\n");
        }
    }

    @Test
    void aLongPathOfTheDataHasItsSocketElsewhere() {
        Path deep = data.resolve("d".repeat(100));
        try (Server server = Server.start(deep)) {
            server.shell("echo here").exits(0).prints("here\n");
            assertThat(deep.resolve("server/socket")).doesNotExist();
        }
    }

    @Test
    void aFolderThatOthersMayUseIsRefused() throws IOException {
        Path folder = Files.createDirectory(data.resolve("server"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        Server.bioxen(data).run("server").exits(3).prints("").complainsInOneLine(folder.toString(), "rwxrwxrwx");
        Server.bioxen(data).run("vm", "list").exits(3).prints("").complainsInOneLine(folder.toString(), "rwxrwxrwx");
    }

    @Test
    void wrongUsageOfTheServerIsOneLine() {
        Server.bioxen(data).run("server", "8080").exits(2).prints("").complainsInOneLine("8080");
    }

    @Test
    void aServerTakesOnlySoManyClients() {
        Bioxen bioxen = Server.bioxen(data).with("BIOXEN_JAVA_OPTS", "-Dbioxen.server.clients=1");
        try (Running server = bioxen.start("server")) {
            server.awaitComplaint("listening on");
            try (Running first = bioxen.start("client", "-c", "echo ready; cat")) {
                first.awaitOutput("ready");

                bioxen.run("vm", "list").exits(3).prints("").complainsInOneLine("has 1 client");

                first.endInput();
                first.await().exits(0);
            }
            server.signal("INT");
            server.await().exits(0);
        }
    }
}
