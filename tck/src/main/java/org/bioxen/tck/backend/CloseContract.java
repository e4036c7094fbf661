// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.ModuleSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Close ends the state at any moment, in bounded time, and leaves nothing behind. */
interface CloseContract extends BackendContract {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "print('on') while true do end",
                "print('on') while true do pcall(function() while true do end end) end",
                "print('on') coroutine.wrap(function() while true do end end)()",
                "print('on') while true do print('more') end",
                "print('on') ;(('a'):rep(100000)):find(('.-'):rep(20) .. 'b')"
            })
    default void whateverRunsIsLost(String source) throws InterruptedException {
        LuaEngine engine = bench().start();
        Running running = bench().launch(engine, Trial.of(source)).awaitStdout("on");

        engine.close();

        running.await().assertOutcome(Outcome.VM_LOST);
    }

    @Test
    default void scriptThatWaitsForInputIsLost() throws InterruptedException {
        LuaEngine engine = bench().start();
        TypedInput input = new TypedInput();
        Running running = bench().launch(
                        engine, Trial.of("pcall(io.read) return 'reached'").input(input));
        input.awaitAsked(bench().patience());

        engine.close();

        running.await().assertOutcome(Outcome.VM_LOST);
    }

    @Test
    default void closeIsBoundedInTime() throws InterruptedException {
        LuaEngine engine = bench().start();
        Running running = bench().launch(
                        engine,
                        Trial.of(
                                "print('on') while true do pcall(string.find, ('a'):rep(1e5), ('.-'):rep(20) .. 'b') end"))
                .awaitStdout("on");

        long before = System.nanoTime();
        engine.close();
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(took).as("a few seconds at most").isLessThan(Duration.ofSeconds(10));
        running.await().assertOutcome(Outcome.VM_LOST);
    }

    @Test
    default void evaluationAfterCloseIsLost() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "x = 1").values();

        engine.close();

        bench().run(engine, "return x").assertOutcome(Outcome.VM_LOST);
        bench().run(engine, "return x").assertOutcome(Outcome.VM_LOST);
    }

    @Test
    default void engineThatWasNeverUsedCanBeClosed() throws InterruptedException {
        LuaEngine engine = bench().start();

        engine.close();

        bench().run(engine, "return 1").assertOutcome(Outcome.VM_LOST);
    }

    @Test
    default void closeMayBeRepeatedFromManyThreads() throws InterruptedException {
        LuaEngine engine = bench().start();
        Running running = bench().launch(engine, Trial.of("print('on') while true do end"))
                .awaitStdout("on");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> closers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread closer = new Thread(
                    () -> {
                        try {
                            go.await();
                            engine.close();
                        } catch (Throwable fault) { // a close that throws is what this test looks for
                            thrown.set(fault);
                        }
                    },
                    "tck-closer");
            closer.start();
            closers.add(closer);
        }

        go.countDown();
        for (Thread closer : closers) {
            closer.join();
        }
        engine.close();

        assertThat(thrown.get()).isNull();
        running.await().assertOutcome(Outcome.VM_LOST);
    }

    @Test
    default void otherCallsAfterCloseDoNothing() throws InterruptedException {
        LuaEngine engine = bench().start();
        Running ended = bench().launch(engine, Trial.of("return 1"));
        ended.await();
        engine.close();

        ended.interrupt(InterruptReason.REQUESTED);
        engine.modules(ModuleSource.none());

        assertThat(engine.luaVersion()).isNotBlank();
    }

    @Test
    default void closeOfOneEngineLeavesTheOthers() throws InterruptedException {
        LuaEngine one = bench().start();
        LuaEngine other = bench().start();
        Running running =
                bench().launch(other, Trial.of("print('on') return io.read()").input("x\n"));

        one.close();

        assertThat(running.await().text()).isEqualTo("x");
    }

    @Test
    default void idleEngineHoldsNoThread() throws InterruptedException {
        LuaEngine warm = bench().start();
        bench().run(warm, "return 1").values();
        Leftovers since = bench().leftoversSinceNow();

        List<LuaEngine> idle = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            LuaEngine engine = bench().start();
            bench().run(engine, "print('x') return coroutine.wrap(function() return 1 end)()")
                    .values();
            idle.add(engine);
        }

        assertThat(since.threads(bench().patience()))
                .as("threads of %d idle engines", idle.size())
                .isEmpty();
    }

    @Test
    default void suspendedCoroutinesEndWithTheirEngine() throws InterruptedException {
        LuaEngine engine = bench().start();
        Leftovers since = bench().leftoversSinceNow();
        // Lua 5.1 cannot yield across pcall
        String yield =
                LuaDialect.of(engine.luaVersion()).isAtLeast5(2) ? "pcall(coroutine.yield, i)" : "coroutine.yield(i)";
        bench().run(engine, """
                kept = {}
                for i = 1, 50 do
                    local co = coroutine.create(function() while true do %s end end)
                    coroutine.resume(co)
                    kept[i] = co
                end""".formatted(yield)).values();

        engine.close();

        assertThat(since.threads(bench().patience())).isEmpty();
    }
}
