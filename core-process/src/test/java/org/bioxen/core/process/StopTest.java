// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.core.process.Lab.run;
import static org.bioxen.core.process.Lab.texts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script that is stopped leaves its state behind if it can be reached, and is ended with it if not. */
class StopTest {
    private static final String INTERPRETERS = "org.bioxen.core.process.Lab#interpreters";

    /** Allocates, so that LuaJIT comes out of its compiled code. */
    private static final String LOOP = "while true do kept[1] = {} end";

    /** Scripts that end by themselves, soon. */
    private static final List<String> ENDING = List.of(
            "return 1",
            "local x = 0 for i = 1, 2000 do x = x + i end return x",
            "for i = 1, 20 do print(i) end",
            "local t = {} for i = 1, 500 do t[i] = { tostring(i) } end return t",
            "return pcall(require, 'missing')",
            "coroutine.wrap(function() for i = 1, 500 do local t = {} end end)()",
            "for i = 1, 20 do pcall(error, 'x') end error('end')",
            "return io.read()",
            "collectgarbage() setmetatable({}, { __gc = function() print('gc') end })");

    private static final int ROUNDS = Integer.getInteger("bioxen.stop.rounds", 200);

    private static final LuaModule LOOPING =
            new LuaModule(Script.of("kept = {} print('on') " + LOOP).named("=loops"), Optional.empty());

    private final Lab lab = new Lab();

    /** Whether a script can be reached is tested here, not how busy the machine is. */
    @BeforeEach
    void waitLong() {
        lab.backend.stopGrace(Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    static Stream<Arguments> everywhere() {
        return Lab.interpreters().flatMap(interpreter -> Stream.of(SandboxLevel.TRUSTED, SandboxLevel.UNTRUSTED)
                .map(level -> Arguments.of(interpreter, level)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void tenthInterruptIsAsTheFirst(String interpreter, SandboxLevel level) throws Exception {
        ProcessEngine engine = engine(interpreter, level);
        run(engine, "kept, rounds = {}, 0");

        for (int i = 1; i <= 10; i++) {
            assertStopped(stop(engine, "rounds = rounds + 1 print('on') " + LOOP), Outcome.INTERRUPTED);
            assertThat(texts(run(engine, "return type(kept), rounds"))).containsExactly("table", Integer.toString(i));
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void stateIsKeptWhateverTheScriptDoesInLua(String interpreter, SandboxLevel level) throws Exception {
        ProcessEngine engine = engine(interpreter, level);
        run(engine, "kept, bioxen = {}, 'mine'");

        for (String source : List.of(
                "LOOP",
                "while true do pcall(function() LOOP end) end",
                "while true do xpcall(function() LOOP end, function(e) return e end) end",
                "local function catch() while true do pcall(catch) kept[1] = {} end end catch()",
                "pcall(function() LOOP end) print('caught')",
                "local f = (loadstring or load)('LOOP') f()",
                "while true do (loadstring or load)('local x = 1') end",
                "local t = setmetatable({}, {__index = function() LOOP end}) return t.x",
                "tostring(setmetatable({}, {__tostring = function() LOOP end}))",
                "(('x'):rep(10)):gsub('.', function() LOOP end)",
                "table.sort({1, 2, 3}, function() LOOP end)",
                "while true do print(('x'):rep(1000)) end",
                "while true do io.stderr:write('x') end",
                "package.loaded.loops = nil require('loops')",
                "while true do pcall(require, 'missing') end",
                "while true do io.open('/nowhere') end",
                "while true do kept.mine = select(2, pcall(error, 'interrupted!')) end",
                "for i = 1, 1000 do kept[i] = io.open('/dev/null') end LOOP")) {
            EvaluationResult result = stop(engine, "print('on') ;" + source.replace("LOOP", LOOP));

            assertThat(result.stateAfter()).as("%s: %s", source, result.error()).isEqualTo(StateAfter.KEPT);
            assertStopped(result, Outcome.INTERRUPTED);
            assertThat(texts(run(engine, "return type(kept)"))).as(source).containsExactly("table");
        }
        assertThat(texts(run(engine, "return bioxen"))).containsExactly("mine");
    }

    /** Mostly with its state kept; now and then the signal is not found in the grace that it has, and the interpreter is ended. */
    @ParameterizedTest
    @MethodSource("everywhere")
    void scriptInACoroutineIsStopped(String interpreter, SandboxLevel level) throws Exception {
        for (String source : List.of(
                "coroutine.wrap(function() LOOP end)()",
                "while true do coroutine.resume(coroutine.create(function() LOOP end)) end",
                "coroutine.wrap(function() while true do pcall(function() LOOP end) end end)()",
                "local co = coroutine.wrap(function() while true do coroutine.yield({}) end end) while true do co() end")) {
            ProcessEngine engine = engine(interpreter, level);
            run(engine, "kept = {}");

            EvaluationResult result = stop(engine, "print('on') ;" + source.replace("LOOP", LOOP));

            assertThat(result.outcome()).as(source).isEqualTo(Outcome.INTERRUPTED);
            if (result.stateAfter() == StateAfter.KEPT) {
                assertThat(texts(run(engine, "return type(kept)"))).as(source).containsExactly("table");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void stateIsKeptInAWaitForInput(String interpreter, SandboxLevel level) throws Exception {
        ProcessEngine engine = engine(interpreter, level);
        run(engine, "kept = {}");

        for (String source : List.of(
                "io.read()",
                "while true do pcall(io.read) end",
                "coroutine.wrap(function() while true do pcall(io.read) end end)()")) {
            CountDownLatch asked = new CountDownLatch(1);
            Evaluation evaluation = Lab.evaluation(
                    source + " print('not reached')",
                    new Lab.Output(),
                    builder -> builder.input((buffer, offset, length) -> {
                        asked.countDown();
                        new CountDownLatch(1).await();
                        return -1;
                    }));
            CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);
            asked.await();

            engine.interrupt(evaluation, InterruptReason.REQUESTED);

            assertStopped(Lab.await(result), Outcome.INTERRUPTED);
            assertThat(texts(run(engine, "return type(kept)"))).containsExactly("table");
        }
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void stateIsKeptInAWaitForAChildProcess(String interpreter) throws Exception {
        ProcessEngine engine = lab.engine(interpreter);
        run(engine, "kept = {}");

        for (String source : List.of(
                "os.execute('echo on; sleep 600')",
                "while true do os.execute('echo on; sleep 600') end",
                "print(io.popen('echo on >&2; sleep 600'):read('*a'))",
                "io.popen('echo on >&2; sleep 600', 'w'):close()")) {
            assertStopped(stop(engine, source), Outcome.INTERRUPTED);
            assertThat(texts(run(engine, "return type(kept)"))).containsExactly("table");
            assertThat(ProcessTable.now().withDescendants(Set.of(engine.pid()))).containsExactly(engine.pid());
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whatIsBusyInCIsEndedSoonAndSaysSo(String interpreter, SandboxLevel level) throws Exception {
        lab.backend.stopGrace(Duration.ofMillis(300));
        ProcessEngine engine = engine(interpreter, level);

        long begin = System.nanoTime();
        EvaluationResult result = engine.evaluate(limited("return (('a'):rep(100000)):find(('.-'):rep(20) .. 'b')"));

        assertThat(result.outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
        assertThat(result.error().orElseThrow().message())
                .startsWith("CPU time limit of 100 ms exceeded; ")
                .contains("its interpreter was ended");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        assertThat(Lab.isLive(engine.pid())).isFalse();
    }

    private static Evaluation limited(String source) {
        return Lab.evaluation(
                source,
                new Lab.Output(),
                builder -> builder.limits(Limits.none().toBuilder()
                        .cpuTime(Duration.ofMillis(100))
                        .build()));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void limitOfCpuTimeKeepsTheState(String interpreter, SandboxLevel level) {
        ProcessEngine engine = engine(interpreter, level);
        run(engine, "kept = {}");

        for (int i = 0; i < 2; i++) {
            EvaluationResult result = engine.evaluate(limited("while true do pcall(function() " + LOOP + " end) end"));

            assertStopped(result, Outcome.LIMIT_EXCEEDED);
            assertThat(result.error().orElseThrow().message()).isEqualTo("CPU time limit of 100 ms exceeded");
            assertThat(texts(run(engine, "return type(kept)"))).containsExactly("table");
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void interruptAtTheEndOfAnEvaluationNeverHitsTheNext(String interpreter, SandboxLevel level) throws Exception {
        long seed = Long.getLong("bioxen.stop.seed", 20_261_122);
        Random random = new Random(seed);
        ExecutorService interrupter = Executors.newSingleThreadExecutor();
        ProcessEngine engine = engine(interpreter, level);
        int begun = 0;
        int lost = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Evaluation first = Lab.evaluation(
                    ENDING.get(random.nextInt(ENDING.size())), new Lab.Output(), UnaryOperator.identity());
            ProcessEngine target = engine;
            int spins = random.nextInt(1 << random.nextInt(18));
            CountDownLatch go = new CountDownLatch(1);
            Future<?> interrupted = interrupter.submit(() -> {
                go.await();
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
                target.interrupt(first, InterruptReason.REQUESTED);
                return null;
            });
            go.countDown();
            EvaluationResult ended = engine.evaluate(first);
            assertThat(ended.outcome())
                    .as("round %d of seed %d: %s", round, seed, ended.error())
                    .isIn(Outcome.COMPLETED, Outcome.SCRIPT_ERROR, Outcome.INTERRUPTED);
            if (ended.stateAfter() == StateAfter.LOST) {
                engine = engine(interpreter, level);
                begun = round;
                lost++;
            }

            EvaluationResult next =
                    run(engine, "local x = 0 for i = 1, 2000 do x = x + i end n = (n or 0) + 1 return n");

            interrupted.get(Lab.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(next.outcome())
                    .as("round %d of seed %d, the next one: %s", round, seed, next.error())
                    .isEqualTo(Outcome.COMPLETED);
            assertThat(texts(next)).containsExactly(Integer.toString(round + 1 - begun));
        }
        interrupter.shutdown();
        assertThat(lost)
                .as("how often the state was lost, of %d rounds", ROUNDS)
                .isLessThanOrEqualTo(1 + ROUNDS / 100);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void memoryThatRunsOutCostsNoState(String interpreter, SandboxLevel level) {
        Lab.assumeKept(lab.backend, level);
        ProcessEngine engine = lab.engine(EngineSpec.builder(level)
                .luaExecutable(interpreter)
                .limits(Limits.none().toBuilder().memoryBytes(32 << 20).build()));
        run(engine, "kept = {}");

        for (String source : List.of(
                "local t = {} while true do t[#t + 1] = {1, 2, 3} end",
                "local s = 'x' while true do s = s .. s end",
                "return ('x'):rep(1e9)",
                "local t = {} while true do pcall(function() t[#t + 1] = ('x'):rep(100000) .. #t end) end",
                "local t = {} while true do t[#t + 1] = coroutine.create(function() end) end",
                "coroutine.wrap(function() local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end end)()")) {
            EvaluationResult result = run(engine, source);

            assertThat(result.outcome()).as("%s: %s", source, result.error()).isEqualTo(Outcome.LIMIT_EXCEEDED);
            assertThat(result.error().orElseThrow().message()).startsWith("memory limit of 33554432 bytes exceeded");
            if (result.stateAfter() == StateAfter.LOST) {
                // LuaJIT does not always survive it.
                assertThat(interpreter).as(source).startsWith("luajit");
                return;
            }
            assertThat(texts(run(engine, "return type(kept)"))).as(source).containsExactly("table");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lua5.4", "lua5.3", "lua5.2"})
    void finalizerThatNeverEndsIsEndedAlsoWhenItRunsAtTheEnd(String interpreter) throws Exception {
        Lab.required(Lab.has(interpreter), interpreter + " is not installed on this machine");
        lab.backend.stopGrace(Duration.ofMillis(300));

        for (String source : List.of("collectgarbage()", "os.exit(0, true)")) {
            ProcessEngine engine = lab.engine(interpreter);

            long begin = System.nanoTime();
            EvaluationResult result =
                    stop(engine, "setmetatable({}, {__gc = function() print('on') while true do end end}) " + source);

            assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
            assertThat(result.outcome()).isIn(Outcome.INTERRUPTED, Outcome.COMPLETED);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            assertThat(Lab.isLive(engine.pid())).isFalse();
        }
    }

    @Test
    void whenTheInterruptsOfAnInterpreterAreUsedUpTheStateIsLost() throws Exception {
        ProcessEngine engine = lab.engine();
        run(engine, "kept = {}");
        for (int i = 0; i < InterpreterProcess.INTERRUPTS; i++) {
            assertStopped(stop(engine, "print('on') " + LOOP), Outcome.INTERRUPTED);
        }

        EvaluationResult last = stop(engine, "print('on') " + LOOP);

        assertThat(last.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(last.stateAfter()).isEqualTo(StateAfter.LOST);
    }

    @Test
    void scriptThatRaisesWhatReadsLikeAnInterruptMayCatchIt() {
        ProcessEngine engine = lab.engine();

        assertThat(texts(run(engine, "return select(2, pcall(error, 'interrupted!', 0))")))
                .containsExactly("interrupted!");
        assertThat(run(engine, "error('interrupted!')").outcome()).isEqualTo(Outcome.SCRIPT_ERROR);
    }

    @Test
    void interruptTellsWhereItCame() throws Exception {
        EvaluationResult result = stop(lab.engine(), "kept = {} print('on')\n" + LOOP);

        assertThat(result.error().orElseThrow().message()).isEqualTo("the script was interrupted");
        assertThat(result.error().orElseThrow().traceback()).isNotEmpty();
    }

    private ProcessEngine engine(String interpreter, SandboxLevel level) {
        Lab.assumeKept(lab.backend, level);
        return lab.engine(EngineSpec.builder(level)
                .luaExecutable(interpreter)
                .modules(name -> name.equals("loops") ? Optional.of(LOOPING) : Optional.empty()));
    }

    private static void assertStopped(EvaluationResult result, Outcome outcome) {
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.stateAfter())
                .as(result.error().orElseThrow().message())
                .isEqualTo(StateAfter.KEPT);
        assertThat(result.error().orElseThrow().message())
                .doesNotContain("ended")
                .hasLineCount(1);
    }

    /** Interrupts a script as soon as it has printed {@code on}. */
    private static EvaluationResult stop(ProcessEngine engine, String source) throws Exception {
        Lab.Output output = new Lab.Output();
        Evaluation evaluation = Lab.evaluation(source, output, UnaryOperator.identity());
        CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);
        output.await(text -> text.startsWith("on\n"));
        engine.interrupt(evaluation, InterruptReason.REQUESTED);
        return Lab.await(result);
    }
}
