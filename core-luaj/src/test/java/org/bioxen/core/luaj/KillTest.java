// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a script does, it ends when it is told to, and its state is kept. */
@Timeout(60)
class KillTest {
    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    /** Runs a script up to its call of {@code print}, then interrupts it. */
    private EvaluationResult interruptOnceItPrints(String source, InterruptReason reason) throws InterruptedException {
        CountDownLatch printed = new CountDownLatch(1);
        Bed.Run run = bed.start(Evaluation.builder(Script.of(source), (stream, bytes, offset, length) -> {
                    printed.countDown();
                    return true;
                })
                .build());
        assertThat(printed.await(30, TimeUnit.SECONDS)).isTrue();
        return run.interrupt(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "repeat until false",
                "::a:: goto a",
                "for i = 1, math.huge do end",
                "for i = 1, 1e18 do end",
                "for _ in function() return 1 end do end",
                "for _ in pairs({1}) do while true do end end",
                "local function f() return f() end f()",
                "local function f() f() f() end while true do pcall(f) end",
                "while true do pcall(function() while true do end end) end",
                "local function f() while true do pcall(f) end end f()",
                "while true do pcall(error) end",
                "xpcall(function() while true do end end, function() while true do end end)",
                "xpcall(error, function() while true do end end)",
                "coroutine.wrap(function() while true do end end)()",
                "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
                "while true do coroutine.wrap(function() end)() end",
                "local c = coroutine.wrap(function() while true do coroutine.yield() end end) while true do c() end",
                "load('while true do end', 'x', 't', {})()",
                "load(function() return ' ' end)",
                "table.sort({3, 2, 1}, function() while true do end end)",
                "while true do table.sort({5, 4, 3, 2, 1}, function() return true end) end",
                "('x'):gsub('x', function() while true do end end)",
                "('x'):rep(1000):gsub('.', function() for i = 1, 1e12 do end end)",
                "return setmetatable({}, {__index = function() while true do end end}).x",
                "return setmetatable({}, {__add = function() while true do end end}) + 1",
                "return tostring(setmetatable({}, {__tostring = function() while true do end end}))",
                "return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40) .. 'b')",
                "return ('a'):rep(30000):find('.-.-.-.-b')",
                "return ('a'):rep(30000):find('(.*)(.*)(.*)x')",
                "return ('a'):rep(3e5):find(('a'):rep(1e5) .. 'b', 1, true)",
                "while true do string.rep('x', 1e6) end",
                "local t = {} for i = 1, 1e5 do t[i] = i end while true do table.concat(t) end",
                "local t = {} while true do t[#t % 1000 + 1] = {} end",
                "local s = ('x'):rep(1e6) while true do s:byte(1, 999999) end",
                "while true do load('return 1') end",
                "while true do error = error end",
                "setmetatable(_G, {__index = function(t, k) while true do end end}) return nothing",
                "return #setmetatable({}, {__len = function() while true do end end})",
            })
    void endlessScriptIsEndedAndItsStateKept(String endless) throws InterruptedException {
        EvaluationResult result = interruptOnceItPrints("kept = 'kept' print(); " + endless, InterruptReason.DEADLINE);

        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.KEPT);
        assertThat(bed.value("return rawget(_G, 'kept')")).isEqualTo("kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os.execute('sleep 613')",
                "io.popen('sleep 613'):read('*a')",
                "io.popen('sleep 613'):close()",
                "io.popen('sleep 613', 'w'):close()",
                "local f = io.popen('sleep 613', 'w') while true do f:write(('x'):rep(65536)) end",
                "os.execute('sleep 613 & sleep 613; true')"
            })
    void waitForCommandIsEndedWithTheCommand(String waiting) throws Exception {
        EvaluationResult result = interruptOnceItPrints("print() " + waiting, InterruptReason.REQUESTED);

        assertThat(result.outcome()).isEqualTo(Outcome.INTERRUPTED);
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (process.info().commandLine().orElse("").contains("sleep 613")) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(bed.value("return 'well'")).isEqualTo("well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"os.execute('sleep 613')", "io.popen('sleep 613'):read('*a')"})
    void engineIsFoundWaitingWhileAScriptWaitsForACommand(String waiting) {
        Bed.Run run = bed.start(bed.evaluation(Script.of(waiting)).build());

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!bed.engine.isWaiting()) {
            assertThat(System.nanoTime()).as("it is found waiting").isLessThan(end);
            Thread.onSpinWait();
        }

        assertThat(run.interrupt(InterruptReason.REQUESTED).outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(bed.engine.isWaiting()).isFalse();
    }

    @Test
    void engineIsNotFoundWaitingWhileAScriptComputes() throws InterruptedException {
        CountDownLatch printed = new CountDownLatch(1);
        Bed.Run run = bed.start(
                Evaluation.builder(Script.of("print() while true do end"), (stream, bytes, offset, length) -> {
                            printed.countDown();
                            return true;
                        })
                        .build());
        assertThat(printed.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(bed.engine.isWaiting()).isFalse();

        assertThat(run.interrupt(InterruptReason.REQUESTED).outcome()).isEqualTo(Outcome.INTERRUPTED);
    }

    @Test
    void interruptOfAnEarlierEvaluationHitsNothing() {
        Evaluation earlier = bed.evaluation(Script.of("return 1")).build();
        bed.run(earlier);

        bed.engine.interrupt(earlier, InterruptReason.DEADLINE);

        assertThat(bed.value("local n = 0 for i = 1, 1e6 do n = n + 1 end return n"))
                .isEqualTo("1000000");
    }

    @Test
    void interruptStatusOfTheThreadIsCleanAfterAnInterruptedWait() throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        Bed.Run run = bed.start(bed.evaluation(Script.of("return io.read()"))
                .input((buffer, offset, length) -> {
                    waits.countDown();
                    new CountDownLatch(1).await();
                    return -1;
                })
                .build());
        assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();

        EvaluationResult result = run.interrupt(InterruptReason.DEADLINE);

        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(bed.value("return 'well'")).isEqualTo("well");
    }

    @Test
    void outputThatIsRefusedEndsTheScriptUncaught() {
        EvaluationResult result = bed.run(Evaluation.builder(
                        Script.of("while true do pcall(print, 'x') end"), (stream, bytes, offset, length) -> false)
                .build());

        assertThat(result.outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.KEPT);
    }

    @Test
    void outputRefusedInsideACoroutineEndsTheScript() {
        EvaluationResult result = bed.run(Evaluation.builder(
                        Script.of("coroutine.wrap(function() while true do pcall(io.write, 'x') end end)()"),
                        (stream, bytes, offset, length) -> false)
                .build());

        assertThat(result.outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
    }
}
