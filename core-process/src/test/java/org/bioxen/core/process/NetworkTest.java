// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A networked VM reaches a server with LuaSocket, at each level that allows it; another does not. */
@Timeout(120)
class NetworkTest {
    private static final String CLIENT = """
            local port = ...
            local socket = require 'socket'
            local client = assert(socket.connect('127.0.0.1', port))
            assert(client:send('hello\\n'))
            return (client:receive())""";

    private final Lab lab = new Lab();
    private final AtomicInteger calls = new AtomicInteger();
    private ServerSocket server;
    private CompletableFuture<Void> serving;

    /** Answers each line with the same in capitals, until it is closed. */
    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        serving = CompletableFuture.runAsync(() -> {
            while (true) {
                try (Socket client = server.accept()) {
                    calls.incrementAndGet();
                    byte[] line = new byte[6];
                    int length = client.getInputStream().readNBytes(line, 0, line.length);
                    client.getOutputStream()
                            .write(new String(line, 0, length, StandardCharsets.US_ASCII)
                                    .toUpperCase(Locale.ROOT)
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
        server.close();
        Lab.await(serving);
    }

    private static Stream<Arguments> atLevels(SandboxLevel... levels) {
        return Stream.of("lua5.1", "lua5.4", "luajit")
                .flatMap(name -> Stream.of(levels).map(level -> Arguments.of(name, level)));
    }

    static Stream<Arguments> levelsWithNetwork() {
        return atLevels(SandboxLevel.TRUSTED, SandboxLevel.CONSTRAINED, SandboxLevel.ISOLATED);
    }

    static Stream<Arguments> closedLevels() {
        return atLevels(SandboxLevel.CONSTRAINED, SandboxLevel.ISOLATED, SandboxLevel.UNTRUSTED);
    }

    private EvaluationResult run(EngineSpec.Builder spec, String source) {
        return lab.engine(spec)
                .evaluate(Evaluation.builder(
                                Script.of(source).withArguments(Integer.toString(server.getLocalPort())),
                                (stream, bytes, from, count) -> true)
                        .build());
    }

    private void requireLuaSocket(String interpreter) {
        Lab.required(Lab.has(interpreter), interpreter + " is not installed on this machine");
        EvaluationResult there = Lab.run(lab.engine(interpreter), "require 'socket'");
        Lab.required(
                there.outcome() == Outcome.COMPLETED,
                "LuaSocket for " + interpreter + " is not installed (Debian: lua-socket)");
    }

    @ParameterizedTest
    @MethodSource("levelsWithNetwork")
    void networkedScriptReachesAServer(String interpreter, SandboxLevel level) {
        requireLuaSocket(interpreter);
        if (level != SandboxLevel.TRUSTED) {
            Lab.assumeKept(lab.backend, SandboxLevel.ISOLATED); // C modules and a network need a box
        }

        EvaluationResult result =
                run(EngineSpec.builder(level).luaExecutable(interpreter).networked(true), CLIENT);

        assertThat(Lab.texts(result)).isEqualTo(List.of("HELLO"));
    }

    @ParameterizedTest
    @MethodSource("closedLevels")
    void scriptWithoutNetworkDoesNot(String interpreter, SandboxLevel level) {
        requireLuaSocket(interpreter);
        Lab.assumeKept(lab.backend, level);

        EvaluationResult result = run(EngineSpec.builder(level).luaExecutable(interpreter), CLIENT);

        assertThat(result.outcome()).isEqualTo(Outcome.SCRIPT_ERROR);
        assertThat(result.error().orElseThrow().message()).contains("module 'socket' not found");
        assertThat(calls).hasValue(0);
    }
}
