// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of strangers in boxes, as a user runs them; what they may reach, what not, and where there is no box. */
class BoxDistributionIT {
    private static final String TRIAL = """
            local outside, port = ...
            print(io.open('/etc/passwd'))
            print(io.open(outside, 'w'))
            print(os.execute('id'))
            print(io.popen('id'))
            print(pcall(require, 'socket') and require('socket').connect('127.0.0.1', port))
            print(pcall(require, 'ffi') or package.loadlib)
            print(io.open('/proc/self/fd/4', 'w'), io.open('/dev/fd/3'))""";

    private static final String CLOSED = " is closed at this sandbox level: no process is started;"
            + " run the script at the level 'trusted' if you trust it\t1\n";

    private static final String CLIENT = "local client = assert(require('socket').connect('127.0.0.1', ...))"
            + " client:send('hello\\n') print((client:receive()))";

    @TempDir
    private Path directory;

    private ServerSocket server;
    private CompletableFuture<Integer> calls;

    /** Says something to whoever calls. */
    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        calls = CompletableFuture.supplyAsync(() -> {
            for (int count = 0; ; count++) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write("welcome\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    return count;
                }
            }
        });
    }

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    private String port() {
        return Integer.toString(server.getLocalPort());
    }

    /** As a file, since {@code exec} gives no arguments to a script. */
    private String script(String source) throws IOException {
        return Files.writeString(directory.resolve("script.lua"), source).toString();
    }

    @ParameterizedTest
    @EnumSource(names = {"LUA54", "LUAJIT"})
    void whatAStrangerTriesIsRefused(Engine engine) throws IOException {
        assumeTrue(Boxes.areMade(), "this machine makes no boxes");
        Path outside = directory.resolve("made-by-the-script");

        bioxen().run(engine.arguments(
                        "run",
                        "--level",
                        "untrusted",
                        "--timeout",
                        "2s",
                        "--memory",
                        "64m",
                        script(TRIAL),
                        outside.toString(),
                        port()))
                .exits(0)
                .prints("nil\t/etc/passwd: Permission denied\t13\n"
                        + "nil\t" + outside + ": Permission denied\t13\n"
                        + "nil\tos.execute" + CLOSED
                        + "nil\tio.popen" + CLOSED
                        + "false\nnil\n"
                        + "nil\tnil\t/dev/fd/3: Permission denied\t13\n")
                .complainsNot();

        assertThat(outside).doesNotExist();
        server.close();
        assertThat(calls.join()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do pcall(function() while true do end end) end",
                "return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40) .. 'b')",
                "local t = {} while true do t[#t + 1] = ('x'):rep(100000) .. #t end",
                "while true do io.write(('x'):rep(65536)) end"
            })
    void whatNeverEndsIsEndedInTime(String script) {
        assumeTrue(Boxes.areMade(), "this machine makes no boxes");
        JsonNode json = bioxen().run(
                        "exec",
                        "--json",
                        "--backend",
                        "process",
                        "--level",
                        "untrusted",
                        "--timeout",
                        "2s",
                        "--memory",
                        "64m",
                        "--output",
                        "1m",
                        script)
                .complainsNot()
                .json();

        assertThat(json.get("outcome").asText()).isIn("TIMED_OUT", "LIMIT_EXCEEDED");
        assertThat(json.get("usage").get("wallMillis").asDouble()).isLessThan(3000);
    }

    @Test
    void networkIsThereOnlyWhereItIsAskedFor() throws IOException {
        assumeTrue(Boxes.areMade(), "this machine makes no boxes");
        String script = script(CLIENT);

        bioxen().run(Engine.LUA54.arguments("run", "--level", "isolated", "--networked", script, port()))
                .exits(0)
                .prints("welcome\n")
                .complainsNot();
        Completed without = bioxen().run(Engine.LUA54.arguments("run", "--level", "isolated", script, port()))
                .exits(1)
                .prints("");

        assertThat(without.stderr()).contains("module 'socket' not found");
        server.close();
        assertThat(calls.join()).isEqualTo(1);
    }

    @Test
    void withoutWhatMakesBoxesAStrangerIsNotLetIn() throws IOException {
        Path commands = commandsWithout("bwrap", "unshare");
        try {
            Completed refused = bioxen().with("PATH", commands.toString())
                    .run("exec", "--backend", "process", "--level", "untrusted", "return 1");

            refused.exits(3)
                    .prints("")
                    .complainsInOneLine(
                            "process keeps constrained at most, not untrusted",
                            "bwrap was not found; install bubblewrap");
        } finally {
            removeLinks(commands);
        }
    }

    private static void removeLinks(Path commands) throws IOException {
        try (Stream<Path> links = Files.list(commands)) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }

    /** A directory with links to all commands of this machine but those. */
    private Path commandsWithout(String... names) throws IOException {
        Path commands = Files.createDirectory(directory.resolve("commands"));
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> !List.of(names).contains(file.getFileName().toString()))
                        .filter(file -> !Files.exists(commands.resolve(file.getFileName())))
                        .forEach(file -> link(commands.resolve(file.getFileName()), file));
            } catch (IOException noFolder) {
                // Not all that is on a PATH is there.
            }
        }
        return commands;
    }

    private static void link(Path link, Path target) {
        try {
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, target);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
