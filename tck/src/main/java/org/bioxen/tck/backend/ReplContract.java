// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.Assumptions;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In {@code REPL} mode source is read as the Lua REPL reads it. */
interface ReplContract extends BackendContract {
    @Test
    default void expressionsGiveTheirValues() throws InterruptedException {
        LuaEngine engine = bench().start();

        assertThat(bench().run(engine, Trial.of("2 + 2").repl()).values()).containsExactly(LuaValue.of(4));
        assertThat(bench().run(engine, Trial.of("1, 'two', nil -- three").repl())
                        .values())
                .containsExactly(LuaValue.of(1), LuaValue.of("two"), LuaValue.nil());
        assertThat(bench().run(engine, Trial.of("return 5").repl()).values()).containsExactly(LuaValue.of(5));
        assertThat(bench().run(engine, Trial.of("").repl()).values()).isEmpty();
        assertThat(bench().run(engine, Trial.of("-- nothing").repl()).values()).isEmpty();
    }

    @Test
    default void expressionsAreEchoed() throws InterruptedException {
        assertThat(bench().run(Trial.of("2 + 2, 'x'").repl().echo()).stdout()).isEqualTo("4\tx\n");
    }

    @Test
    default void statementsAreRun() throws InterruptedException {
        LuaEngine engine = bench().start();

        bench().run(engine, Trial.of("x = 1\nfor i = 1, 3 do\n  x = x * 2\nend").repl())
                .values();

        assertThat(bench().run(engine, Trial.of("x").repl()).value()).isEqualTo(LuaValue.of(8));
    }

    @Test
    default void callIsRunOnce() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "n = 0 function f() n = n + 1 return n end function g() n = n + 1 error('g') end")
                .values();

        assertThat(bench().run(engine, Trial.of("f()").repl()).value()).isEqualTo(LuaValue.of(1));
        bench().run(engine, Trial.of("g()").repl()).scriptError();

        assertThat(bench().run(engine, "return n").value()).isEqualTo(LuaValue.of(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ran = true for i = 1, 3 do",
                "ran = true while true do print(1)",
                "ran = true if x then",
                "ran = true if x then else",
                "ran = true repeat",
                "ran = true function f(a,",
                "ran = true local function f() return 1",
                "ran = true x =",
                "ran = true x = 1 +",
                "ran = true t = {1,",
                "ran = true print(",
                "ran = true print((f)(",
                "ran = true x = [[long\nstring",
                "ran = true --[[ a comment",
                "ran = true x = [==[ ]] ]=]",
                "ran = true local x,",
                "ran = true do",
                "f(",
                "(function()",
                "[["
            })
    default void sourceThatCouldGoOnIsIncompleteAndNotRun(String source) throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished finished = bench().run(engine, Trial.of(source).repl());

        finished.scriptError();
        assertThat(finished.result().incomplete()).as("incomplete").isTrue();
        assertThat(bench().run(engine, "return ran").value()).isEqualTo(LuaValue.nil());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = = 1",
                "end",
                "for for",
                "x = 'open\n",
                "return return",
                "1 2",
                "x = }",
                "local 1",
                "f(]",
                "x = 1 end",
                "while true do end end",
                "x = '<eof>\n",
                "break break ="
            })
    default void sourceThatCannotBecomeValidIsNotIncomplete(String source) throws InterruptedException {
        Finished finished = bench().run(Trial.of(source).repl().named("=stdin"));

        LuaError error = finished.scriptError();
        assertThat(finished.result().incomplete()).as("incomplete").isFalse();
        assertThat(error.message()).startsWith("stdin:1: ");
        assertThat(error.line()).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error(\"'end' expected near <eof>\", 0)",
                "error(\"stdin:1: unexpected symbol near '<eof>'\", 0)",
                "error(select(2, (loadstring or load)('x =')), 0)"
            })
    default void errorThatOnlyLooksLikeIncompleteSourceIsNone(String source) throws InterruptedException {
        Finished finished = bench().run(Trial.of(source).repl());

        finished.scriptError();
        assertThat(finished.result().incomplete()).as("incomplete").isFalse();
    }

    @Test
    default void incompleteSourceIsCompletedByMore() throws InterruptedException {
        LuaEngine engine = bench().start();

        assertThat(bench().run(engine, Trial.of("(function()").repl()).result().incomplete())
                .isTrue();

        assertThat(bench().run(engine, Trial.of("(function()\nreturn 7 end)()").repl())
                        .value())
                .isEqualTo(LuaValue.of(7));
    }

    @ParameterizedTest
    @MethodSource("org.bioxen.tck.backend.Dialogue#all")
    default void linesAreAnsweredAsTheRealReplAnswersThem(Dialogue dialogue) throws InterruptedException {
        List<RealRepl.Answer> right = RealRepl.type(dialogue.lines(), bench().patience());
        LuaEngine engine = bench().start();
        LuaDialect dialect = LuaDialect.of(engine.luaVersion());
        Assumptions.assumeThat(dialect.isAtLeast5(dialogue.sinceMinor()))
                .as("this version reads it as 5.4 does")
                .isTrue();

        String open = "";
        for (int i = 0; i < right.size(); i++) {
            String source = open + dialogue.lines().get(i);
            Finished finished =
                    bench().run(engine, Trial.of(source).repl().echo().named("=stdin"));

            boolean incomplete = finished.result().incomplete();
            String about = "line " + (i + 1) + " of '" + dialogue + "': " + source;
            assertThat(incomplete)
                    .as("incomplete after " + about)
                    .isEqualTo(right.get(i).incomplete());
            if (!incomplete) {
                ReplTranscript.check(about, dialect, finished, right.get(i).output());
            }
            open = incomplete ? source + "\n" : "";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "os.exit(), 0",
        "os.exit(3), 3",
        "'os.exit(3, true)', 3",
        "'os.exit(3, false)', 3",
        "= os.exit(3), 3",
        "pcall(os.exit(3)), 3",
        "'for i = 3, 9 do os.exit(i) end', 3",
        "f = os.exit f(3), 3",
        "print = os.exit return 3, 3"
    })
    default void exitEndsTheStateWithItsCode(String source, int code) throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished finished = bench().run(engine, Trial.of(source).repl().echo());

        finished.assertOutcome(Outcome.COMPLETED);
        assertThat(finished.result().exitCode()).hasValue(code);
        assertThat(finished.result().stateAfter()).isEqualTo(StateAfter.LOST);
        bench().run(engine, Trial.of("1").repl()).assertOutcome(Outcome.VM_LOST);
    }

    @ParameterizedTest
    @CsvSource({"'os.exit(true)', 0", "'os.exit(false)', 1", "'os.exit(true, true)', 0", "'os.exit(false, true)', 1"})
    default void exitSaysWhetherItWentWellFrom52On(String source, int code) throws InterruptedException {
        LuaEngine engine = bench().start();
        Assumptions.assumeThat(LuaDialect.of(engine.luaVersion()).isAtLeast5(2))
                .as("os.exit takes a boolean")
                .isTrue();

        assertThat(bench().run(engine, Trial.of(source).repl()).result().exitCode())
                .hasValue(code);
    }

    @Test
    default void exitComesAfterAllOutput() throws InterruptedException {
        Finished finished = bench().run(
                        Trial.of("io.write('a') print('b') io.stderr:write('c') io.write('d') os.exit(1, true)")
                                .repl()
                                .echo());

        assertThat(finished.transcript()).isEqualTo("ab\n<err>c<out>d");
        assertThat(finished.result().exitCode()).hasValue(1);
    }

    @Test
    default void exitThatIsGivenSomethingElseIsAnErrorAndNoExit() throws InterruptedException {
        LuaEngine engine = bench().start();

        bench().run(engine, Trial.of("os.exit('now')").repl()).scriptError();

        assertThat(bench().run(engine, "return 'well'").text()).isEqualTo("well");
    }

    @Test
    default void chunkModeKnowsNeitherExpressionsNorIncompleteness() throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished expression = bench().run(engine, "2 + 2");
        Finished open = bench().run(engine, "for i = 1, 3 do");

        expression.scriptError();
        open.scriptError();
        assertThat(open.result().incomplete()).isFalse();
    }
}
