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

    /** Has a command done: what is typed before its predecessor has ended would be echoed amid the output. */
    private static Terminal run(Terminal terminal, String... commands) {
        for (String command : commands) {
            terminal.type(command)
                    .showsLast(PROMPT + " " + command)
                    .press("Enter")
                    .showsLast(PROMPT);
        }
        return terminal;
    }

    /** Changes the terminal's size and waits until the shell knows it. */
    private static void resize(Terminal terminal, int columns) {
        terminal.resize(columns, 24);
        int tries = 0;
        do {
            run(clear(terminal), "echo $COLUMNS");
            assertThat(tries++).as("looks at the size").isLessThan(100);
        } while (!terminal.screen().contains("\n" + columns + "\n"));
        clear(terminal);
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
            client.showsLast(PROMPT)
                    .type("half a li")
                    .showsLast(PROMPT + " half a li")
                    .press("C-c")
                    .showsLast(PROMPT);
            client.enter("vm:exec own 'return").shows("quote >").press("C-c").showsLast(PROMPT);
            Screen.check(client, "ctrl-c");
            clear(client).type("echo ab").showsLast(PROMPT + " echo ab").press("Left", "C-d");
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
            run(clear(client), "pkg:list --env bio").type("echo a line that is longer than forty columns");
            Screen.check(client, "size-80");
            // What stands above is the terminal's to break; the line that is edited goes on.
            client.resize(40, 24).until("the line is broken", screen -> screen.endsWith("\nforty columns"));
            client.press("C-c").showsLast(PROMPT);
            resize(client, 40);
            Screen.check(run(client, "pkg:list --env bio"), "size-40");
            resize(client, 120);
            Screen.check(run(client, "pkg:list --env bio"), "size-120");
        }
    }

    @Test
    void whatWasTypedIsThereAfterARestart() {
        try (Terminal client = client()) {
            run(client, "echo the first", "echo the second").press("C-d");
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
            run(
                    clear(client),
                    "vm:crete x",
                    "vm:info gamma",
                    "vm:create --levle trusted x",
                    "vm:create --level low x",
                    "log:tail --since yesterday",
                    "vm:exec own 'nothing.at.all'",
                    "cause");
            Screen.check(client, "mistakes");
            server.vm("terminate", "own").exits(0);
            run(clear(client), "vm:list", "session:list", "env:list", "pkg:list --env bio");
            Screen.check(client, "tables");
            client.resize(80, 60);
            Screen.check(run(clear(client), "help log:tail"), "help-log-tail");
            Screen.check(run(clear(client), "help vm:exec"), "help-vm-exec");
            Screen.check(run(clear(client), "help"), "help");
        }
    }

    @Test
    void coloursAreThoseOfAColourTerminal() {
        try (Terminal client = client()) {
            run(clear(client), "vm:info gamma", "vm:list").type("vm:l").press("Tab");
            Screen.checkColoured(client, "colours");
        }
    }

    @Test
    void whoWantsNoColoursGetsNone() {
        try (Terminal client = bioxen().with("NO_COLOR", "1").terminal("client").showsLast(PROMPT)) {
            run(client, "vm:info gamma", "vm:list").type("vm:i").press("Tab").shows("vm:interrupt");

            // Bold and dim are no colours, nor is the terminal's own (39, 49).
            assertThat(client.colouredScreen())
                    .doesNotContainPattern("\u001b\\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]");
        }
    }

    @Test
    void aDumbTerminalGetsNothingButText() throws IOException {
        Path bytes = directory.resolve("bytes");
        try (Terminal client = bioxen().with("TERM", "dumb").terminal("client").showsLast(PROMPT)) {
            run(client.record(bytes), "vm:info gamma", "vm:list");
            Screen.check(client, "dumb");
            client.press("C-d");
            assertThat(client.exitCode()).isZero();
        }
        assertThat(Files.readString(bytes)).contains("alpha").doesNotContain("\u001b");
    }
}
