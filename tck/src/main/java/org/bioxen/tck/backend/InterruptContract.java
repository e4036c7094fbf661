// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt stops the evaluation that it names, whatever that does, and never another. */
interface InterruptContract extends BackendContract {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "print('on') while true do end",
                "print('on') repeat local x = 1 until false",
                "print('on') for i = 1, math.huge do end",
                "print('on') local function loop() return loop() end loop()",
                "print('on') while true do local x = {} end",
                "print('on') while true do pcall(function() while true do end end) end",
                "print('on') pcall(function() while true do end end) return 'caught'",
                "print('on') while true do xpcall(error, function() while true do end end) end",
                "print('on') coroutine.wrap(function() while true do end end)()",
                "print('on') while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
                "print('on') local co = coroutine.wrap(function() while true do coroutine.yield() end end) "
                        + "while true do co() end",
                "print('on') while true do coroutine.wrap(function() pcall(function() while true do end end) end)() end",
                "print('on') local f = (loadstring or load)('while true do end') f()",
                "print('on') local t = setmetatable({}, {__index = function() while true do end end}) return t.x",
                "print('on') " + "tostring(setmetatable({}, {__tostring = function() while true do end end}))",
                "print('on') ;('x'):gsub('.', function() while true do end end)",
                "print('on') table.sort({1, 2, 3}, function() while true do end end)",
                "print('on') ;(('a'):rep(100000)):find(('.-'):rep(20) .. 'b')"
            })
    default void whateverRunsIsStopped(String source) throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "kept = 'kept'").values();
        Running running = bench().launch(engine, Trial.of(source)).awaitStdout("on");

        Finished finished = running.interrupt(InterruptReason.REQUESTED).await();

        finished.assertOutcome(Outcome.INTERRUPTED);
        assertThat(finished.stdout()).isEqualTo("on\n");
        assertThat(finished.result().values()).isEmpty();
        Aftermath.assertHonest(bench(), engine, finished);
    }

    @ParameterizedTest
    @EnumSource
    default void reasonDecidesTheOutcome(InterruptReason reason) throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "kept = 'kept'").values();
        Running running = bench().launch(engine, Trial.of("print('on') while true do end"))
                .awaitStdout("on");

        Finished finished = running.interrupt(reason).await();

        finished.assertOutcome(reason.outcome());
        assertThat(finished.result().error().orElseThrow().message()).doesNotContain("\n");
        Aftermath.assertHonest(bench(), engine, finished);
    }

    @Test
    default void firstReasonCounts() throws InterruptedException {
        LuaEngine engine = bench().start();
        Running running = bench().launch(engine, Trial.of("print('on') while true do end"))
                .awaitStdout("on");

        running.interrupt(InterruptReason.DEADLINE);
        running.interrupt(InterruptReason.REQUESTED);
        running.interrupt(InterruptReason.SHUTDOWN);

        running.await().assertOutcome(Outcome.TIMED_OUT);
    }

    @Test
    default void interruptReturnsAtOnce() throws InterruptedException {
        LuaEngine engine = bench().start();
        // stuck in one call of a library function, where many an engine cannot stop softly
        Running running = bench().launch(
                        engine, Trial.of("print('on') return (('a'):rep(100000)):find(('.-'):rep(20) .. 'b')"))
                .awaitStdout("on");

        long before = System.nanoTime();
        running.interrupt(InterruptReason.REQUESTED);
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(took).isLessThan(Duration.ofSeconds(2));
        running.await().assertOutcome(Outcome.INTERRUPTED);
    }

    @Test
    default void engineCanBeStoppedAgainAndAgain() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "kept = 'kept'").values();

        for (int i = 0; i < 10; i++) {
            Running running = bench().launch(engine, Trial.of("print('on') while true do end"))
                    .awaitStdout("on");
            Finished finished = running.interrupt(InterruptReason.REQUESTED).await();
            finished.assertOutcome(Outcome.INTERRUPTED);
            Aftermath.assertHonest(bench(), engine, finished);
            if (!Aftermath.isKept(finished)) {
                engine = bench().start();
                bench().run(engine, "kept = 'kept'").values();
            }
        }
    }

    @Test
    default void interruptOfAnEvaluationThatHasEndedNeverHitsTheNext() throws InterruptedException {
        long seed = 20_260_101;
        Random random = new Random(seed);
        LuaEngine engine = bench().start();
        bench().run(engine, "kept = 'kept'").values();

        for (int round = 0; round < 300; round++) {
            Running first = bench().prepare(engine, Trial.of("local n = 0 for i = 1, 2000 do n = n + i end return n"));
            CountDownLatch go = new CountDownLatch(1);
            int spins = random.nextInt(200_000);
            LuaEngine target = engine;
            Thread late = new Thread(
                    () -> {
                        awaitUninterruptibly(go);
                        for (int i = 0; i < spins; i++) {
                            Thread.onSpinWait();
                        }
                        first.interrupt(InterruptReason.REQUESTED);
                    },
                    "tck-late-interrupt");
            late.start();
            go.countDown();
            Finished ended = first.start().await();
            assertThat(ended.result().outcome())
                    .as("round %d of seed %d, the one that is interrupted: %s", round, seed, ended)
                    .isIn(Outcome.COMPLETED, Outcome.INTERRUPTED);
            if (!Aftermath.isKept(ended)) {
                late.join();
                engine = bench().start();
                continue;
            }

            Finished next = bench().run(engine, "local n = 0 for i = 1, 20000 do n = n + 1 end return n");
            late.join();

            assertThat(next.result().outcome())
                    .as("round %d of seed %d, the next one: %s", round, seed, next)
                    .isEqualTo(Outcome.COMPLETED);
            assertThat(next.value()).isEqualTo(LuaValue.of(20_000));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    default void interruptOfAnEvaluationThatHasEndedDoesNothing() throws InterruptedException {
        LuaEngine engine = bench().start();
        Running ended = bench().launch(engine, Trial.of("return 1"));
        ended.await().values();

        ended.interrupt(InterruptReason.REQUESTED).interrupt(InterruptReason.SHUTDOWN);
        Running next = bench().launch(
                        engine, Trial.of("print('on') return io.read()").input("x\n"))
                .awaitStdout("on");
        ended.interrupt(InterruptReason.DEADLINE);

        assertThat(next.await().text()).isEqualTo("x");
    }

    @Test
    default void interruptOfAnEvaluationThatHasNotBegunDoesNothing() throws InterruptedException {
        LuaEngine engine = bench().start();
        Running later = bench().prepare(engine, Trial.of("return 'ran'"));

        later.interrupt(InterruptReason.REQUESTED);

        assertThat(bench().run(engine, "return 'other'").text()).isEqualTo("other");
        assertThat(later.start().await().text()).isEqualTo("ran");
    }

    @Test
    default void interruptOfAnEvaluationElsewhereDoesNothing() throws InterruptedException {
        LuaEngine one = bench().start();
        LuaEngine other = bench().start();
        Running running =
                bench().launch(one, Trial.of("print('on') while true do end")).awaitStdout("on");
        Evaluation evaluation = running.evaluation();

        other.interrupt(evaluation, InterruptReason.REQUESTED);

        assertThat(bench().run(other, "return 'well'").text()).isEqualTo("well");
        assertThat(running.isDone()).isFalse();
        running.interrupt(InterruptReason.REQUESTED).await().assertOutcome(Outcome.INTERRUPTED);
    }

    @Test
    default void callersInterruptStatusIsNotLeftBehind() throws InterruptedException {
        LuaEngine engine = bench().start();
        TypedInput input = new TypedInput();
        Running running = bench().launch(engine, Trial.of("return io.read()").input(input));
        input.awaitAsked(bench().patience());
        running.interrupt(InterruptReason.REQUESTED).await();

        assertThat(running.statusAfterwards())
                .as("interrupt status of the thread that called evaluate")
                .isFalse();
    }
}
