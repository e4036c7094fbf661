// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who works with the shell: the screens of {@link Screen}, one server for all. */
class ScreensDistributionIT {
    private static final String PROMPT = "bioxen>";

    @TempDir
    private static Path directory;

    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        Path files = Files.createDirectory(directory.resolve("files"));
        for (String name : new String[] {"genome.fa", "genome.lua", "reads 1.fq"}) {
            Files.writeString(files.resolve(name), "");
        }
        server = Server.start(Files.createDirectory(directory.resolve("data")));
        server.shell(
                        "vm:create --level trusted --backend luaj alpha",
                        "vm:create --level trusted --backend luaj beta",
                        "session:create --level trusted --backend luaj talk",
                        "env:create bio --lua 5.4",
                        "pkg:install csv --env bio")
                .exits(0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Bioxen bioxen() {
        return server.client().in(directory.resolve("files"));
    }

    private static Terminal client() {
        return bioxen().terminal("client").showsLast(PROMPT);
    }

    /** Clears line and screen. */
    private static Terminal clear(Terminal terminal) {
        return terminal.press("C-e", "C-u", "C-l").until("nothing but a prompt", screen -> screen.equals(PROMPT));
    }

    @Test
    void whatCanBeTypedIsCompleted() {
        Map<String, String> typed = new TreeMap<>();
        typed.put("completion-command", "vm:cre");
        typed.put("completion-commands", "vm:");
        typed.put("completion-options", "vm:create --");
        typed.put("completion-option", "vm:create --lev");
        typed.put("completion-option-value", "vm:create --level ");
        typed.put("completion-vms", "vm:info ");
        typed.put("completion-sessions", "session:attach ");
        typed.put("completion-environments", "env:info ");
        typed.put("completion-catalogs", "repo:info ");
        typed.put("completion-packages", "pkg:pin --env bio ");
        typed.put("completion-files", "vm:run alpha ");
        typed.put("completion-loggers", "log:set org.bioxen.core.");
        try (Terminal client = client()) {
            typed.forEach((name, text) -> {
                clear(client)
                        .type(text)
                        .showsLast((PROMPT + " " + text).stripTrailing())
                        .press("Tab");
                Screen.check(client, name);
            });
        }
    }

    @Test
    void severalLinesAreEditedTogether() {
        server.withVm("own");
        try (Terminal client = client()) {
            clear(client)
                    .enter("vm:exec own 'for i = 1, 2 do")
                    .shows("quote >")
                    .enter("print(i)")
                    .enter("end'");
            Screen.check(client, "lines-of-a-command");
            client.press("Up");
            Screen.check(client, "lines-recalled");
            client.press("C-c").showsLast(PROMPT);
            clear(client)
                    .enter("session:create --level trusted --backend luaj --attach own-talk")
                    .showsLast(">");
            client.enter("function double(x)")
                    .showsLast(">>")
                    .enter("return 2 * x")
                    .showsLast(">>");
            client.enter("end")
                    .showsLast(">")
                    .enter("double(21)")
                    .shows("\n42\n>")
                    .type("string.re")
                    .press("Tab");
            Screen.check(client, "lines-of-lua");
            client.press("C-u", "C-d").showsLast(PROMPT);
            Screen.check(client, "session-left");
        } finally {
            server.vm("terminate", "own", "own-talk");
        }
    }

    @Test
    void ctrlCAndCtrlDDoWhatIsMeant() {
        server.withVm("own");
        try (Terminal client = client()) {
            clear(client)
                    .enter("vm:exec own \"print('begun') while true do end\"")
                    .shows("\nbegun")
                    .press("C-c");
            client.showsLast(PROMPT).type("half a li").press("C-c").showsLast(PROMPT);
            client.enter("vm:exec own 'return").shows("quote >").press("C-c").showsLast(PROMPT);
            Screen.check(client, "ctrl-c");
            clear(client).type("echo ab").press("Left", "C-d");
            Screen.check(client, "ctrl-d-deletes");
            clear(client)
                    .enter("log:tail --follow --logger org.bioxen.shell --text listening")
                    .until("the line is there", screen -> screen.contains("INFO"))
                    .press("C-c")
                    .showsLast(PROMPT);
            assertThat(client.screen()).doesNotContain("Exception");
            client.press("C-d");
            assertThat(client.exitCode()).isZero();
        } finally {
            server.vm("terminate", "own");
        }
    }

    @Test
    void aTableFitsTheTerminalThatChangesItsSize() {
        try (Terminal client = client()) {
            clear(client).enter("vm:backends").showsLast(PROMPT);
            client.type("echo a line that is longer than forty columns");
            Screen.check(client, "size-80");
            client.resize(40, 24);
            Screen.check(client, "size-40-after");
            client.press("C-u", "C-l")
                    .until("cleared", screen -> screen.equals(PROMPT))
                    .enter("vm:backends");
            Screen.check(client, "size-40");
            client.resize(120, 24)
                    .press("C-l")
                    .until("cleared", screen -> screen.equals(PROMPT))
                    .enter("vm:backends");
            Screen.check(client, "size-120");
        }
    }

    @Test
    void whatWasTypedIsThereAfterARestart() {
        try (Terminal client = client()) {
            client.enter("echo the first")
                    .shows("\nthe first")
                    .enter("echo the second")
                    .shows("\nthe second")
                    .showsLast(PROMPT)
                    .press("C-d");
            assertThat(client.exitCode()).isZero();
        }
        try (Terminal client = client()) {
            clear(client).press("Up", "Up").showsLast(PROMPT + " echo the first");
            Screen.check(client, "history-up");
            clear(client).press("C-r").type("seco");
            Screen.check(client, "history-search");
            client.press("Enter").showsLast(PROMPT);
            Screen.check(client, "history-found");
        }
    }

    @Test
    void mistakesAndHelpFitAScreen() {
        server.withVm("own");
        try (Terminal client = client()) {
            clear(client)
                    .enter("vm:crete x")
                    .showsLast(PROMPT)
                    .enter("vm:info gamma")
                    .showsLast(PROMPT);
            client.enter("vm:create --levle trusted x")
                    .showsLast(PROMPT)
                    .enter("vm:create --level low x")
                    .showsLast(PROMPT);
            client.enter("log:tail --since yesterday").showsLast(PROMPT);
            client.enter("vm:exec own 'nothing.at.all'")
                    .showsLast(PROMPT)
                    .enter("cause")
                    .showsLast(PROMPT);
            Screen.check(client, "mistakes");
            server.vm("terminate", "own").exits(0);
            clear(client)
                    .enter("vm:list")
                    .showsLast(PROMPT)
                    .enter("session:list")
                    .showsLast(PROMPT);
            client.enter("env:list")
                    .showsLast(PROMPT)
                    .enter("pkg:list --env bio")
                    .showsLast(PROMPT);
            Screen.check(client, "tables");
            client.resize(80, 50);
            clear(client).enter("help log:tail").showsLast(PROMPT);
            Screen.check(client, "help-log-tail");
            clear(client).enter("help vm:exec").showsLast(PROMPT);
            Screen.check(client, "help-vm-exec");
            client.resize(80, 140);
            clear(client).enter("help").showsLast(PROMPT);
            Screen.check(client, "help");
        }
    }

    @Test
    void coloursAreThoseOfAColourTerminal() {
        try (Terminal client = client()) {
            clear(client)
                    .enter("vm:info gamma")
                    .showsLast(PROMPT)
                    .enter("vm:list")
                    .showsLast(PROMPT);
            client.type("vm:l").press("Tab");
            Screen.checkColoured(client, "colours");
        }
    }

    @Test
    void whoWantsNoColoursGetsNone() {
        try (Terminal client = bioxen().with("NO_COLOR", "1").terminal("client").showsLast(PROMPT)) {
            client.enter("vm:info gamma").showsLast(PROMPT).enter("vm:list").showsLast(PROMPT);
            client.type("vm:i").press("Tab").shows("vm:interrupt");

            // Bold and dim are no colours, nor is the terminal's own (39, 49).
            assertThat(client.colouredScreen())
                    .doesNotContainPattern("\u001b\\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]");
        }
    }

    @Test
    void aDumbTerminalGetsNothingButText() throws IOException {
        Path bytes = directory.resolve("bytes");
        try (Terminal client = bioxen().with("TERM", "dumb").terminal("client").showsLast(PROMPT)) {
            client.record(bytes)
                    .enter("vm:info gamma")
                    .showsLast(PROMPT)
                    .enter("vm:list")
                    .showsLast(PROMPT);
            Screen.check(client, "dumb");
            client.press("C-d");
            assertThat(client.exitCode()).isZero();
        }
        assertThat(Files.readString(bytes)).contains("alpha").doesNotContain("\u001b");
    }
}
