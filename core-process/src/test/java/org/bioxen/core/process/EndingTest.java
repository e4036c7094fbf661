// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bioxen.core.process.Lab.run;
import static org.bioxen.core.process.Lab.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However an evaluation ends, it ends in bounded time, says how, and leaves nothing behind. */
class EndingTest {
    private static final String INTERPRETERS = "org.bioxen.core.process.Lab#interpreters";

    private final Lab lab = new Lab();

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void exitTellsItsCodeAndEndsTheState(String interpreter) {
        assertThat(exit(interpreter, "os.exit()")).isZero();
        assertThat(exit(interpreter, "os.exit(7)")).isEqualTo(7);
        assertThat(exit(interpreter, "pcall(os.exit, 0)")).isZero();
        assertThat(exit(interpreter, "coroutine.wrap(function() os.exit(3) end)()"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lua5.4", "lua5.3", "lua5.2", "luajit"})
    void exitTakesBooleans(String interpreter) {
        Lab.required(Lab.has(interpreter), interpreter + " is not installed on this machine");
        assertThat(exit(interpreter, "os.exit(true)")).isZero();
        assertThat(exit(interpreter, "os.exit(false, true)")).isEqualTo(1);
    }

    private int exit(String interpreter, String source) {
        Lab.Output output = new Lab.Output();
        ProcessEngine engine = lab.engine(interpreter);

        EvaluationResult result = run(engine, "io.write('written ')" + source + " print('not reached')", output);

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
        assertThat(output.text()).isEqualTo("written ");
        assertThat(run(engine, "return 1").outcome()).isEqualTo(Outcome.VM_LOST);
        return result.exitCode().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void loopThatCatchesEverythingIsEnded(String interpreter) throws Exception {
        ProcessEngine engine = lab.engine(interpreter);
        Lab.Output output = new Lab.Output();
        Evaluation evaluation = Lab.evaluation(
                "print('on') while true do pcall(function() while true do end end) end", output, builder -> builder);
        CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);
        output.await(text -> text.equals("on\n"));

        long begin = System.nanoTime();
        engine.interrupt(evaluation, InterruptReason.DEADLINE);
        EvaluationResult ended = Lab.await(result);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(ended.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(ended.error().orElseThrow().message()).hasLineCount(1);
        assertThat(Lab.isLive(engine.pid())).isEqualTo(ended.stateAfter() == StateAfter.KEPT);
    }

    @Test
    void interruptOfAnotherEvaluationDoesNothing() {
        ProcessEngine engine = lab.engine();
        Evaluation other = Lab.evaluation("return 1", new Lab.Output(), builder -> builder);

        engine.evaluate(other);
        engine.interrupt(other, InterruptReason.REQUESTED);

        assertThat(texts(run(engine, "return 'well'"))).containsExactly("well");
    }

    @Test
    void childProcessesEndWithTheScriptThatIsStopped() throws Exception {
        ProcessEngine engine = lab.engine();
        Lab.Output output = new Lab.Output();
        Evaluation evaluation = Lab.evaluation(
                "os.execute('sleep 600 & echo $!; sh -c \"sleep 601 & echo \\\\$!; wait\"; setsid sleep 602')",
                output,
                builder -> builder);
        CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);
        List<Long> children = output.await(text -> text.lines().count() == 2)
                .lines()
                .map(Long::parseLong)
                .toList();
        assertThat(children).allMatch(Lab::isLive);

        engine.interrupt(evaluation, InterruptReason.DEADLINE);

        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(children).noneMatch(Lab::isLive);
    }

    @Test
    void childProcessesInTheBackgroundEndWithTheirEngine() throws Exception {
        ProcessEngine engine = lab.engine();
        Lab.Output output = new Lab.Output();
        run(engine, "os.execute('sleep 600 & echo $!')", output);
        long child = output.awaitNumber();
        assertThat(Lab.isLive(child)).isTrue();

        engine.close();

        assertThat(Lab.isLive(child)).isFalse();
    }

    @Test
    void waitForInputCanBeInterrupted() throws Exception {
        ProcessEngine engine = lab.engine();
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
        Evaluation evaluation = Lab.evaluation(
                "io.read()",
                new Lab.Output(),
                builder -> builder.input((buffer, offset, length) -> {
                    asked.countDown();
                    new CountDownLatch(1).await();
                    return -1;
                }));
        CompletableFuture<EvaluationResult> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            result.complete(engine.evaluate(evaluation));
            interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        asked.await();

        engine.interrupt(evaluation, InterruptReason.REQUESTED);

        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(Lab.await(interruptedAfterwards)).isFalse();
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void interpreterThatIsKilledIsALostVm(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        EvaluationResult result = run(engine, "os.execute('kill -9 $PPID')");

        assertThat(result.outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
        assertThat(result.error().orElseThrow().message()).contains("signal 9 (SIGKILL)");
        assertThat(run(engine, "return 1").outcome()).isEqualTo(Outcome.VM_LOST);
    }

    @Test
    void interpreterThatDiesWhileItIsIdleIsALostVm() throws Exception {
        ProcessEngine engine = lab.engine();

        ProcessHandle.of(engine.pid()).orElseThrow().destroyForcibly();
        Lab.awaitEnd(engine.pid());

        EvaluationResult result = run(engine, "return 1");
        assertThat(result.outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(result.error().orElseThrow().message()).contains("SIGKILL");
    }

    @Test
    void interpreterThatIsKilledWhileAChildLivesIsALostVmAtOnce() {
        EvaluationResult result = run(lab.engine(), "os.execute('sleep 600 & kill -9 $PPID')");

        assertThat(result.outcome()).isEqualTo(Outcome.VM_LOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'garbage of some length, so that there is a header'",
                "'\\255\\255\\255\\255O'",
                "'\\0\\0\\0\\0Z'",
                "'\\0\\0\\0\\3Rabc'",
                "'\\0\\0\\0\\5X12x45'",
                "'\\0\\0\\0\\15R' .. '\\0\\0\\0\\0011\\0\\0\\0\\0011\\0\\255\\255\\255z'"
            })
    void garbageAmongTheFramesIsALostVm(String garbage) throws Exception {
        ProcessEngine engine = lab.engine();
        Evaluation evaluation = Lab.evaluation(
                "local f = io.open('/dev/fd/4', 'wb') f:write(" + garbage + ") f:close() while true do end",
                new Lab.Output(),
                builder -> builder);
        CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);

        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(run(engine, "return 1").outcome()).isEqualTo(Outcome.VM_LOST);
    }

    @Test
    void frameThatNeverBecomesWholeIsEndedByTheDeadline() throws Exception {
        ProcessEngine engine = lab.engine();
        Lab.Output output = new Lab.Output();
        Evaluation evaluation = Lab.evaluation(
                "print('on') local f = io.open('/dev/fd/4', 'wb') f:write('\\3\\0\\0\\0O') f:close() while true do end",
                output,
                builder -> builder);
        CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);
        output.await(text -> text.equals("on\n"));

        engine.interrupt(evaluation, InterruptReason.DEADLINE);

        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void hookThatRaisesErrorsEndsInAnOutcome() {
        ProcessEngine engine = lab.engine();

        run(engine, "debug.sethook(function() error('hooked') end, '', 1)");

        assertThat(run(engine, "return 1").outcome()).isIn(Outcome.COMPLETED, Outcome.SCRIPT_ERROR, Outcome.VM_LOST);
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void scriptThatBreaksItsLibrariesDoesNotBreakTheEngine(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);
        Lab.Output output = new Lab.Output();

        run(engine, """
                local print, error = print, error
                getmetatable('').__index = nil
                getmetatable(io.stdout).__index.write = error
                for _, library in ipairs { string, table, math, io, debug, coroutine, package, os } do
                  for name in pairs(library) do library[name] = nil end
                end
                for name in pairs(_G) do if name ~= '_G' then _G[name] = nil end end
                """, output);

        EvaluationResult result = run(engine, "local t = {1, 2.5, 'x', {}} return t, nil, true", output);
        EvaluationResult failed = run(engine, "local x = nil + 1", output);

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.values()).hasSize(3);
        assertThat(failed.error().orElseThrow().message()).startsWith("test:1: attempt to perform arithmetic");
    }

    @Test
    void closeDuringAnEvaluationEndsItAsLost() throws Exception {
        ProcessEngine engine = lab.engine();
        Lab.Output output = new Lab.Output();
        CompletableFuture<EvaluationResult> result =
                Lab.launch(engine, Lab.evaluation("print('on') while true do end", output, builder -> builder));
        output.await(text -> text.equals("on\n"));

        engine.close();

        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(Lab.isLive(engine.pid())).isFalse();
    }

    @Test
    void closeEndsAnInterpreterThatDoesNotEndByItself() {
        ProcessEngine engine = lab.engine("lua5.4");
        run(engine, "setmetatable({}, {__gc = function() while true do end end})");

        long begin = System.nanoTime();
        engine.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        assertThat(Lab.isLive(engine.pid())).isFalse();
    }

    @Test
    void whateverHappensToAnInterpreterItsScriptEndsInOneOutcome() throws Exception {
        Random random = new Random(4711);
        List<String> interpreters = Lab.interpreters().toList();
        for (int round = 0; round < 60; round++) {
            ProcessEngine engine = lab.engine(interpreters.get(random.nextInt(interpreters.size())));
            Lab.Output output = new Lab.Output();
            Evaluation evaluation =
                    Lab.evaluation("while true do print(('x'):rep(50)) end", output, builder -> builder);
            CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);
            int written = random.nextInt(20_000);
            output.await(text -> text.length() >= written);

            String how = List.of("KILL", "SEGV", "TERM", "STOP", "interrupt", "close")
                    .get(random.nextInt(6));
            switch (how) {
                case "interrupt" -> engine.interrupt(evaluation, InterruptReason.DEADLINE);
                case "close" -> engine.close();
                default -> {
                    signal(how, engine.pid());
                    if (how.equals("STOP")) {
                        engine.interrupt(evaluation, InterruptReason.DEADLINE);
                    }
                }
            }

            Outcome expected = how.equals("interrupt") || how.equals("STOP") ? Outcome.TIMED_OUT : Outcome.VM_LOST;
            assertThat(Lab.await(result).outcome())
                    .as("round %d, %s", round, how)
                    .isEqualTo(expected);
            engine.close();
            assertThat(Lab.isLive(engine.pid())).as("round %d, %s", round, how).isFalse();
        }
    }

    private static void signal(String name, long pid) throws Exception {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Test
    void sinkThatFailsLosesTheStateAndIsTold() {
        ProcessEngine engine = lab.engine();

        assertThatThrownBy(() -> run(engine, "while true do print(1) end", (stream, bytes, offset, length) -> {
                    throw new IllegalStateException("broken sink");
                }))
                .hasMessage("broken sink");
        assertThat(run(engine, "return 1").outcome()).isEqualTo(Outcome.VM_LOST);
    }

    @Test
    void closeMayBeRepeatedAndMeansTheEnd() {
        ProcessEngine engine = lab.engine();

        engine.close();

        assertThatCode(engine::close).doesNotThrowAnyException();
        assertThat(run(engine, "return 1").outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(run(engine, "return 1").error().orElseThrow().message()).contains("closed");
    }

    @Test
    void backendThatIsClosedClosesItsEngines() throws Exception {
        ProcessEngine idle = lab.engine();
        ProcessEngine busy = lab.engine();
        CompletableFuture<EvaluationResult> result =
                Lab.launch(busy, Lab.evaluation("while true do end", new Lab.Output(), builder -> builder));

        lab.backend.close();

        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.VM_LOST);
        assertThat(Lab.isLive(idle.pid())).isFalse();
        assertThat(Lab.isLive(busy.pid())).isFalse();
    }

    @Test
    void fiftyEnginesLeaveNothingBehind() throws Exception {
        run(lab.engine(), "return 1");
        long descriptors = descriptors();
        List<Long> pids = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            ProcessEngine engine = lab.engine();
            pids.add(engine.pid());
            if (i % 3 != 0) {
                run(engine, i % 3 == 1 ? "return 1" : "os.exit(1)");
            }
            engine.close();
        }

        assertThat(pids).noneMatch(Lab::isLive);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 3);
        lab.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("bioxen-process")) {
                thread.join(Lab.PATIENCE.toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static long descriptors() throws IOException {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }

    @Test
    void interpreterThatIsIdleEndsWhenTheHostIsGone() throws Exception {
        ProcessEngine engine = lab.engine();

        engine.beginToClose(); // what it sees is what it would see if this JVM died: the end of its frames

        Lab.awaitEnd(engine.pid());
        assertThat(Lab.isLive(engine.pid())).isFalse();
    }

    @Test
    void interpreterHasASessionOfItsOwn() throws IOException {
        Lab.required(Lab.discovery().tools().orElseThrow().setsid().isPresent(), "setsid is not installed");
        ProcessEngine engine = lab.engine();

        assertThat(ProcessTable.now().session(engine.pid())).containsExactly(engine.pid());
    }
}
