// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interactive shell of a client, in a real terminal. */
class ClientTerminalDistributionIT {
    private static final String PROMPT = "bioxen>";

    @TempDir
    private static Path data;

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Terminal client() {
        return server.client().terminal("client").showsLast(PROMPT);
    }

    @Test
    void commandsAreCompletedEditedAndRecalled() {
        try (Terminal client = client()) {
            client.type("vm:crea").press("Tab").shows("vm:create");
            client.type("--level trusted --backend luaj edit")
                    .press("C-a")
                    .press("C-e")
                    .press("Enter")
                    .shows("id            edit");
            client.enter("vm:exec edit '40 + 2'").shows("\n42\n");
            client.press("Up", "Up")
                    .showsLast(PROMPT + " vm:create --level trusted --backend luaj edit")
                    .press("C-c")
                    .showsLast(PROMPT);
            client.press("C-d");
            assertThat(client.exitCode()).isZero();
        }
        assertThat(server.vm("exec", "edit", "return 1").exits(0).stdout()).isEqualTo("1\n");
    }

    @Test
    void ctrlCStopsWhatRunsAndTheShellGoesOn() {
        server.withVm("loop");
        try (Terminal client = client()) {
            client.enter("vm:exec loop \"print('re' .. 'ady') while true do end\"")
                    .shows("ready");
            client.press("C-c").showsLast(PROMPT);
            client.enter("vm:exec loop \"'a' .. 'live'\"").shows("alive");
        }
    }

    @Test
    void aNewSizeIsKnownToTheCommands() {
        try (Terminal client = client()) {
            client.enter("echo $COLUMNS by $LINES").shows("80 by 24");
            client.resize(50, 12).until("the prompt is drawn anew", screen -> screen.endsWith(PROMPT));
            client.enter("echo $COLUMNS by $LINES").shows("50 by 12");
        }
    }

    @Test
    void aCommandReadsLinesFromTheTerminal() {
        try (Terminal client = client()) {
            client.enter("cat")
                    .takesLines()
                    .type("abx")
                    .press("BSpace")
                    .press("Enter")
                    .shows("ab\nab");
            client.press("C-d").showsLast(PROMPT);
        }
    }

    @Test
    void exitLeavesTheShellAndNotTheServer() {
        try (Terminal client = client()) {
            client.enter("exit");
            assertThat(client.exitCode()).isZero();
        }
        server.shell("echo still there").exits(0).prints("still there\n");
    }

    @Test
    void twoTerminalsWorkOnOneServer() {
        try (Terminal one = client();
                Terminal two = client()) {
            one.enter("vm:create --level trusted --backend luaj both").shows("id            both");
            two.enter("vm:exec both 'seen = 41 + 1'").enter("echo don'e'").shows("done");
            one.enter("vm:exec both 'seen'").shows("\n42\n");
        }
    }

    @Test
    void aTerminalThatIsTornDownDisturbsNothing() {
        server.withVm("torn");
        try (Terminal client = client()) {
            client.enter("vm:exec torn \"print('re' .. 'ady') while true do end\"")
                    .shows("ready");
        }
        server.vm("exec", "torn", "return 'mine'").exits(0).prints("mine\n");
    }

    @Test
    void aSessionIsLedFromOneTerminalAndWatchedFromAnotherAndSurvivesBoth() {
        server.client()
                .run("session", "create", "--level", "trusted", "--backend", "luaj", "talk")
                .exits(0);
        try (Terminal watcher = client()) {
            try (Terminal leader = client()) {
                leader.enter("session:attach talk").showsLast(">");
                leader.enter("x = 6 * 7").enter("x").shows("\n42\n>");
                watcher.enter("session:attach --observe talk").shows("you watch");
                // Both terminals are torn down amid this one.
                leader.enter("i = 0 print('be' .. 'gun') repeat i = i + 1 until i == 3e7 print('en' .. 'ded') y = i");
                watcher.shows("begun");
            }
            watcher.shows("ended").press("C-d").showsLast(PROMPT);
        }
        server.client().run("session", "eval", "talk", "x + y").exits(0).prints("30000042\n");
    }
}
