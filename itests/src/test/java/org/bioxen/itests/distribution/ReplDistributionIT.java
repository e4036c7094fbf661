// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import org.junit.jupiter.api.Test;

/** {@code bioxen repl} without a terminal: lines in, answers out. */
class ReplDistributionIT {
    private static Completed repl(Engine engine, String... lines) {
        return bioxen().reading(String.join("\n", lines) + "\n").run(engine.arguments("repl"));
    }

    @OnEachBackend
    void linesAreWorkedOffOneByOneAndNothingButTheAnswersIsPrinted(Engine engine) {
        repl(
                        engine,
                        "x = 40",
                        "x + 2, nil",
                        "",
                        "for i = 1, 2 do",
                        "  io.write(i, ' ')",
                        "end",
                        "print(io.read())",
                        "this line is the script's",
                        "x")
                .exits(0)
                .prints("42\tnil\n1 2 this line is the script's\n40\n")
                .complainsNot();
    }

    @OnEachBackend
    void anErrorDoesNotEndItAndIsTheExitCode(Engine engine) {
        Completed failed = repl(engine, "error('boom')", "print('next')", "x = = 1", "print('last')");

        failed.exits(1).prints("next\nlast\n");
        assertThat(failed.stderr()).contains("stdin:1: boom\nstack traceback:", "stdin:1: unexpected symbol near '='");
    }

    @OnEachBackend
    void whatIsGivenToOsExitPassesThrough(Engine engine) {
        repl(engine, "print(1)", "os.exit(7)", "print(2)").exits(7).prints("1\n");
    }

    @Test
    void inputThatEndsInTheMiddleOfAChunkIsToldOf() {
        Completed torn = repl(Engine.LUAJ, "print(1)", "for i = 1, 2 do");

        torn.exits(1).prints("1\n");
        assertThat(torn.stderr()).isEqualTo("note: the input ends in the middle of a chunk, which is not run\n");
    }

    @Test
    void theEndOfInputIsWhatAScriptFinds() {
        repl(Engine.LUAJ, "print(io.read())").exits(0).prints("nil\n");
    }

    @Test
    void wrongUsageIsOneLine() {
        bioxen().run("repl", "x.lua").exits(2).prints("").complainsInOneLine("x.lua", "run");
        bioxen().run("repl", "--vm", "a b").exits(2).prints("").complainsInOneLine("a b");
        bioxen().run("repl", "--backend", "nosuch").exits(3).prints("").complainsInOneLine("nosuch");
    }

    @Test
    void ctrlCEndsIt() {
        try (Running running = bioxen().start("repl", "--backend", "luaj")) {
            running.type("print('ready') while true do end\n");
            running.awaitOutput("ready");

            running.signal("INT");

            running.await().exits(130).prints("ready\n");
        }
    }
}
