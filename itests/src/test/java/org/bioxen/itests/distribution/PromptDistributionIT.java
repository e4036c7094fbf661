// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bioxen repl} as a person sees it: in a terminal. */
class PromptDistributionIT {
    @TempDir
    private Path data;

    @OnEachBackend
    void itIsTheLuaPrompt(Engine engine) {
        try (Terminal terminal = bioxen().terminal(engine.arguments("repl"))) {
            terminal.showsLast(">").enter("x = 40").showsLast(">");
            terminal.enter("x + 2").shows("> x + 2\n42\n>");
            // A block asks for more, and so does what only the engine knows to be incomplete.
            terminal.enter("for i = 1, 2 do")
                    .showsLast(">>")
                    .enter("print(i * 10)")
                    .enter("end");
            terminal.shows(">> print(i * 10)\n>> end\n10\n20\n>");
            terminal.enter("y = (function() do end")
                    .showsLast(">>")
                    .enter("return 5 end)()")
                    .showsLast(">");
            terminal.enter("y").shows("\n5\n>");
            // Completion, of a name and of a field.
            terminal.type("string.fo").press("Tab").showsLast("> string.format");
            terminal.enter("('%d', 7)").shows("> string.format('%d', 7)\n7\n>");
            // An error does not end it.
            terminal.enter("error('boom')").shows("stdin:1: boom\nstack traceback:");
            // What a script has written begins the line in which it reads, or in which the next prompt stands.
            terminal.enter("io.write('name? ') n = io.read()")
                    .showsLast("name?")
                    .edits();
            terminal.enter("Ann").showsLast(">").enter("n").shows("name? Ann\n> n\nAnn\n>");
            terminal.enter("io.write('abc') x = 1").showsLast("abc>");
            terminal.enter("os.exit(3)");
            assertThat(terminal.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void ctrlCStopsWhatRunsOrClearsTheLineAndCtrlDEnds() {
        try (Terminal terminal = bioxen().terminal(Engine.LUAJ.arguments("repl", "--quiet"))) {
            terminal.showsLast(">")
                    .enter("x = 42")
                    .enter("print('begun') while true do end")
                    .shows("\nbegun");

            terminal.press("C-c").shows("interrupted").showsLast(">");
            terminal.type("half a line").showsLast("> half a line").press("C-c").showsLast(">");
            terminal.enter("if x then").showsLast(">>").press("C-c").showsLast(">");
            terminal.enter("x").shows("\n42\n>");
            // What is typed while something runs is there afterwards.
            terminal.enter("print('busy') for i = 1, 1e7 do end")
                    .shows("\nbusy")
                    .type("x = x + 1");
            terminal.showsLast("> x = x + 1")
                    .press("Enter")
                    .showsLast(">")
                    .enter("x")
                    .shows("\n43\n>");
            // For a script that reads, Ctrl-D is the end of its input.
            terminal.enter("io.write('in: ') print(io.read())")
                    .showsLast("in:")
                    .edits()
                    .press("C-d")
                    .shows("\nin:\nnil\n>");
            terminal.press("C-d");

            assertThat(terminal.exitCode()).isZero();
        }
    }

    @Test
    void whatWasTypedIsThereAfterARestartForItsOwnerAlone() throws IOException {
        Bioxen bioxen = bioxen().with("BIOXEN_DATA", data.toString());
        String[] repl = Engine.LUAJ.arguments("repl", "--quiet");
        try (Terminal terminal = bioxen.terminal(repl)) {
            terminal.showsLast(">")
                    .enter("for i = 1, 2 do")
                    .showsLast(">>")
                    .enter("end")
                    .showsLast(">");
            terminal.enter("kept = 'over restarts'").showsLast(">").press("C-d");
            assertThat(terminal.exitCode()).isZero();
        }

        try (Terminal terminal = bioxen.terminal(repl)) {
            terminal.showsLast(">").press("Up").showsLast("> kept = 'over restarts'");
            terminal.press("Up").shows("> for i = 1, 2 do\n>> end");
            terminal.press("C-c").showsLast(">").press("C-d");
            assertThat(terminal.exitCode()).isZero();
        }

        Path history = data.resolve("repl/history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLineIsEditedThoughItsTerminalChangesItsSize() {
        try (Terminal terminal = bioxen().terminal(Engine.LUAJ.arguments("repl", "--quiet"))) {
            String word = "x".repeat(60);
            terminal.showsLast(">").type("return #'" + word).shows("> return #'" + word);

            terminal.resize(40, 24).until("the line is broken", screen -> screen.endsWith("\n" + "x".repeat(31)));
            terminal.resize(100, 30).showsLast("> return #'" + word);
            terminal.press("BSpace").enter("'").shows("\n59\n>");
        }
    }

    @Test
    void aDumbTerminalIsEnough() {
        try (Terminal terminal = bioxen().with("TERM", "dumb").terminal(Engine.LUAJ.arguments("repl", "--quiet"))) {
            terminal.showsLast(">").enter("x = 42").shows("> x = 42\n>");
            terminal.enter("print('begun') while true do end").shows("\nbegun").press("C-c");
            terminal.shows("interrupted")
                    .showsLast(">")
                    .enter("x")
                    .shows("\n42\n>")
                    .press("C-d");

            assertThat(terminal.exitCode()).isZero();
        }
    }
}
