// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.core.process.Lab.run;
import static org.bioxen.core.process.Lab.texts;

import java.util.List;
import java.util.OptionalInt;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationMode;
import org.bioxen.spi.backend.EvaluationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What chunks return, print and raise, on each interpreter of this machine. */
class EvaluationTest {
    private static final String INTERPRETERS = "org.bioxen.core.process.Lab#interpreters";

    private final Lab lab = new Lab();

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void engineTellsTheVersionThatItRuns(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        assertThat(texts(run(engine, "return _VERSION"))).containsExactly("Lua " + engine.luaVersion());
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void simpleValuesComeBackAsTheyAre(String interpreter) {
        EvaluationResult result = run(
                lab.engine(interpreter),
                "return nil, true, false, 42, -7, 0.1, 100/3, 1/0, -1/0, 'a\\0b\\255', 2^53, 1e300");

        assertThat(result.values().subList(0, 8))
                .containsExactly(
                        LuaValue.nil(),
                        LuaValue.of(true),
                        LuaValue.of(false),
                        LuaValue.of(42),
                        LuaValue.of(-7),
                        LuaValue.of(0.1),
                        LuaValue.of(100.0 / 3),
                        LuaValue.of(Double.POSITIVE_INFINITY));
        assertThat(result.values().get(9)).isEqualTo(LuaValue.of(new byte[] {'a', 0, 'b', (byte) 255}));
        assertThat(result.values().get(11)).isEqualTo(LuaValue.of(1e300));
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void integersAndFloatsAreKeptApartWhereLuaDoes(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        EvaluationResult result = run(engine, "return 3.0, 9007199254740993, -0.0");

        boolean apart = engine.luaVersion().compareTo("5.3") >= 0;
        assertThat(result.values().get(0)).isEqualTo(apart ? LuaValue.of(3.0) : LuaValue.of(3));
        assertThat(result.values().get(1))
                .isEqualTo(apart ? LuaValue.of(9007199254740993L) : LuaValue.of(9007199254740992L));
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void tablesComeBackWholeWithSharedAndCyclicReferences(String interpreter) {
        EvaluationResult result = run(lab.engine(interpreter), """
                local shared = {'x'}
                local t = {10, 20, name = 'n', a = shared, nested = {shared}}
                t.self = t
                return setmetatable(t, {__index = error, __pairs = error, __len = error, __tostring = error})""");

        LuaValue.Table table = (LuaValue.Table) result.values().get(0);
        assertThat(table.entries().subList(0, 2))
                .containsExactly(
                        new LuaValue.Entry(LuaValue.of(1), LuaValue.of(10)),
                        new LuaValue.Entry(LuaValue.of(2), LuaValue.of(20)));
        assertThat(table.get("name")).contains(LuaValue.of("n"));
        assertThat(table.get("self")).contains(new LuaValue.Reference(table.id()));
        assertThat(table.entries()).hasSize(6);
        assertThat(List.of(
                        table.get("a").orElseThrow(),
                        ((LuaValue.Table) table.get("nested").orElseThrow())
                                .get(1)
                                .orElseThrow()))
                .hasAtLeastOneElementOfType(LuaValue.Table.class)
                .hasAtLeastOneElementOfType(LuaValue.Reference.class);
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void whatCannotLeaveIsOpaque(String interpreter) {
        EvaluationResult result = run(lab.engine(interpreter), "return print, coroutine.create(print), io.stdout");

        assertThat(result.values()).extracting(LuaValue::typeName).containsExactly("function", "thread", "userdata");
        assertThat(result.values().get(2).asText()).startsWith("file (0x");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void stateIsKeptBetweenEvaluationsAndAfterErrors(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        run(engine, "counter = 1");
        EvaluationResult failed = run(engine, "counter = counter + 1 error('no')");

        assertThat(failed.stateAfter()).isEqualTo(StateAfter.KEPT);
        assertThat(texts(run(engine, "return counter"))).containsExactly("2");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void errorTellsMessagePositionAndTraceback(String interpreter) {
        EvaluationResult result = run(lab.engine(interpreter), """
                local function inner()
                  error('boom')
                end
                function outer()
                  inner()
                  return 1
                end
                outer()
                return 2""");

        assertThat(result.outcome()).isEqualTo(Outcome.SCRIPT_ERROR);
        LuaError error = result.error().orElseThrow();
        assertThat(error.message()).isEqualTo("test:2: boom");
        assertThat(error.value()).isEqualTo(LuaValue.of("test:2: boom"));
        assertThat(error.chunk()).contains("test");
        assertThat(error.line()).hasValue(2);
        assertThat(error.traceback())
                .extracting(LuaFrame::source, LuaFrame::line)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("[C]", OptionalInt.empty()),
                        org.assertj.core.groups.Tuple.tuple("test", OptionalInt.of(2)),
                        org.assertj.core.groups.Tuple.tuple("test", OptionalInt.of(5)),
                        org.assertj.core.groups.Tuple.tuple("test", OptionalInt.of(8)));
        assertThat(error.traceback().get(0).function()).isEqualTo("function 'error'");
        assertThat(error.traceback().get(1).function()).endsWith(" 'inner'");
        assertThat(error.traceback().get(2).function()).isEqualTo("function 'outer'");
        assertThat(error.traceback().get(3).function()).isEqualTo("main chunk");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void errorsThatAreNoStringsAreWordedAsLuaDoes(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        assertThat(message(run(engine, "error({})"))).isEqualTo("(error object is a table value)");
        assertThat(message(run(engine, "error(nil)"))).isEqualTo("(error object is a nil value)");
        assertThat(message(run(engine, "error(setmetatable({}, {__tostring = function() return 'mine' end}))")))
                .isEqualTo("mine");
        LuaError table = run(engine, "error({code = 7})").error().orElseThrow();
        assertThat(((LuaValue.Table) table.value()).get("code")).contains(LuaValue.of(7));
    }

    private static String message(EvaluationResult result) {
        return result.error().orElseThrow().message();
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void sourceThatDoesNotCompileIsAnErrorWithItsLine(String interpreter) {
        EvaluationResult result = run(lab.engine(interpreter), "local x = 1\nx = = 2");

        LuaError error = result.error().orElseThrow();
        assertThat(result.incomplete()).isFalse();
        assertThat(error.message()).startsWith("test:2: unexpected symbol near ");
        assertThat(error.chunk()).contains("test");
        assertThat(error.line()).hasValue(2);
        assertThat(error.traceback()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void stackOverflowIsAnErrorAndTheStateIsKept(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        EvaluationResult result = run(engine, "local function f() return 1 + f() end return f()");

        assertThat(message(result)).contains("stack overflow");
        assertThat(result.error().orElseThrow().traceback()).hasSizeLessThan(30);
        assertThat(texts(run(engine, "return 'well'"))).containsExactly("well");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void replTakesExpressionsFirstAndKnowsWhatIsIncomplete(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        assertThat(texts(repl(engine, "1 + 1, 'x'"))).containsExactly("2", "x");
        assertThat(texts(repl(engine, "x = 5"))).isEmpty();
        assertThat(texts(repl(engine, "= x"))).containsExactly("5");
        assertThat(repl(engine, "for i = 1, 2 do").incomplete()).isTrue();
        assertThat(repl(engine, "return [[ a").incomplete()).isTrue();
        assertThat(repl(engine, "for for").incomplete()).isFalse();
    }

    private static EvaluationResult repl(ProcessEngine engine, String source) {
        return engine.evaluate(Lab.evaluation(source, new Lab.Output(), builder -> builder.mode(EvaluationMode.REPL)));
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void echoPrintsWhatIsReturned(String interpreter) {
        Lab.Output output = new Lab.Output();

        lab.engine(interpreter)
                .evaluate(Lab.evaluation(
                        "return 1, nil, setmetatable({}, {__tostring = function() return 'mine' end})",
                        output,
                        builder -> builder.echo(true)));

        assertThat(output.text()).isEqualTo("1\tnil\tmine\n");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void argumentsArriveTyped(String interpreter) {
        Script script = Script.of(
                        "local a, b, c, d, e = ... return select('#', ...), a, b, c, d, e, arg[0], arg[1], arg[5]")
                .withProgramName("prog.lua")
                .withArguments(List.of(
                        LuaValue.of(1L << 40),
                        LuaValue.of(2.5),
                        LuaValue.of(new byte[] {(byte) 200, 0}),
                        LuaValue.nil(),
                        LuaValue.of(true)));

        EvaluationResult result = lab.engine(interpreter)
                .evaluate(Evaluation.builder(script, new Lab.Output()).build());

        assertThat(result.values())
                .containsExactly(
                        LuaValue.of(5),
                        LuaValue.of(1L << 40),
                        LuaValue.of(2.5),
                        LuaValue.of(new byte[] {(byte) 200, 0}),
                        LuaValue.nil(),
                        LuaValue.of(true),
                        LuaValue.of("prog.lua"),
                        LuaValue.of(1L << 40),
                        LuaValue.of(true));
    }
}
