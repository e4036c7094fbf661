// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, kill, a closed pipe: the process ends, and takes what it started with it. */
class SignalDistributionIT {
    private static final String LOOP = "print('ready') io.stdout:flush() while true do end";

    @TempDir
    private Path directory;

    private static void assertGone(List<ProcessHandle> children) throws Exception {
        for (ProcessHandle child : children) {
            child.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ctrlCStopsTheScriptAndLeavesNoInterpreter(Engine engine) throws Exception {
        try (Running running = bioxen().start(engine.arguments("exec", LOOP))) {
            running.awaitOutput("ready");
            List<ProcessHandle> children = running.children();
            assertThat(children.isEmpty()).isEqualTo(engine == Engine.LUAJ);

            running.signal("INT");

            running.await().exits(130).prints("ready\n");
            assertGone(children);
        }
    }

    @Test
    void afterCtrlCTheJsonObjectHasWhatThereIs() throws Exception {
        // What the script prints comes with the object, so it says by another way that it runs.
        Path ready = directory.resolve("ready");
        assertThat(new ProcessBuilder("mkfifo", ready.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        CompletableFuture<String> signal = CompletableFuture.supplyAsync(() -> read(ready));
        String code =
                "print('before') local f = io.open('" + ready + "', 'w') f:write('go') f:close() while true do end";
        try (Running running = bioxen().start(Engine.LUA54.arguments("exec", "--json", code))) {
            assertThat(signal.get(60, TimeUnit.SECONDS)).isEqualTo("go");

            running.signal("INT");

            JsonNode json = running.await().exits(130).json();
            assertThat(json.get("outcome").asText()).isEqualTo("INTERRUPTED");
            assertThat(json.get("stdout").asText()).isEqualTo("before\n");
            assertThat(json.get("exitCode").asInt()).isEqualTo(130);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP"})
    void aKillTakesTheInterpreterWithIt(String signal) throws Exception {
        try (Running running = bioxen().start(Engine.LUA54.arguments("exec", LOOP))) {
            running.awaitOutput("ready");
            List<ProcessHandle> children = running.children();

            running.signal(signal);

            assertThat(running.await().exitCode()).isGreaterThan(128);
            assertGone(children);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trusted", "untrusted"})
    void aKillOfTheJvmLeavesNoInterpreter(String level) throws Exception {
        assumeTrue(level.equals("trusted") || Boxes.areMade(), "this machine makes no boxes");
        try (Running running = bioxen().start("exec", "--backend", "process", "--level", level, LOOP)) {
            running.awaitOutput("ready");
            List<ProcessHandle> family = running.children();
            assertThat(family).isNotEmpty();

            running.signal("KILL");

            assertGone(family);
        }
    }

    @OnEachBackend
    void ctrlCWhileTheScriptWaitsForInput(Engine engine) throws Exception {
        try (Running running = bioxen().start(engine.arguments("exec", "print('ready') io.stdout:flush() io.read()"))) {
            running.awaitOutput("ready");
            List<ProcessHandle> children = running.children();

            running.signal("INT");

            running.await().exits(130);
            assertGone(children);
        }
    }

    @OnEachBackend
    void aReaderWhoLeavesEndsTheScriptQuietly(Engine engine) throws Exception {
        try (Running running = bioxen().start(engine.arguments("exec", "while true do print('line') end"))) {
            running.awaitOutput("line");
            List<ProcessHandle> children = running.children();

            running.stopReading();

            running.await().exits(141).complainsNot();
            assertGone(children);
        }
    }
}
