// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, kill, a closed pipe: the process ends, and takes what it started with it. */
class SignalDistributionIT {
    private static final String LOOP = "print('ready') io.stdout:flush() while true do end";

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
    void afterCtrlCTheJsonObjectHasWhatThereIs() {
        // The script's output is in the object, so that it must be ready by another sign: it reads its input.
        try (Running running = bioxen().start("exec", "--json", "print('before') io.stdin:read() while true do end")) {
            running.type("go\n".repeat(100_000));

            running.signal("INT");

            JsonNode json = running.await().exits(130).json();
            assertThat(json.get("outcome").asText()).isIn("INTERRUPTED", "NOT_STARTED");
            assertThat(json.get("exitCode").asInt()).isEqualTo(130);
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
    @EnumSource(names = {"LUAJ", "LUA54", "LUAJIT"})
    void ctrlCWhileTheScriptWaitsForInput(Engine engine) throws Exception {
        try (Running running = bioxen().start(engine.arguments("exec", "print('ready') io.stdout:flush() io.read()"))) {
            running.awaitOutput("ready");
            List<ProcessHandle> children = running.children();

            running.signal("INT");

            running.await().exits(130);
            assertGone(children);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReaderWhoLeavesEndsTheScriptQuietly(Engine engine) throws Exception {
        try (Running running = bioxen().start(engine.arguments("exec", "while true do print('line') end"))) {
            running.awaitOutput("line");
            List<ProcessHandle> children = running.children();

            running.closeOutput();

            running.await().exits(141).complainsNot();
            assertGone(children);
        }
    }
}
