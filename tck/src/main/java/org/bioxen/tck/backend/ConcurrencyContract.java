// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;

/** Many engines work side by side, and a backend is called from many threads. */
interface ConcurrencyContract extends BackendContract {
    /** How many engines there are at once. */
    int ENGINES = 20;

    @Test
    default void manyEnginesRunAtOnceAndDoNotMixUp() throws InterruptedException {
        List<LuaEngine> engines = new ArrayList<>();
        for (int i = 0; i < ENGINES; i++) {
            engines.add(bench().start());
        }

        List<Running> running = new ArrayList<>();
        for (int i = 0; i < ENGINES; i++) {
            running.add(bench().launch(engines.get(i), Trial.of("""
                    me = io.read()
                    local n = 0
                    for i = 1, 200 do
                        print(me)
                        n = n + #coroutine.wrap(function() return me end)()
                    end
                    return me, n""").input("engine " + i + "\n")));
        }

        for (int i = 0; i < ENGINES; i++) {
            Finished finished = running.get(i).await();
            String name = "engine " + i;
            assertThat(finished.values()).containsExactly(LuaValue.of(name), LuaValue.of(200L * name.length()));
            assertThat(finished.stdout()).isEqualTo((name + "\n").repeat(200));
        }
    }

    @Test
    default void enginesAreStartedUsedAndClosedFromManyThreads() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> jobs = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String name = "job " + i;
                jobs.add(() -> {
                    LuaEngine engine = bench().start();
                    bench().run(engine, "name = '" + name + "'").values();
                    String answer = bench().run(engine, "return name").text();
                    engine.close();
                    return answer;
                });
            }

            List<Future<String>> answers = threads.invokeAll(jobs);

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo("job " + i);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    default void enginesThatLoopDoNotStopTheOthers() throws InterruptedException {
        List<Running> loops = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            loops.add(bench().launch(bench().start(), Trial.of("print('on') while true do end"))
                    .awaitStdout("on"));
        }

        assertThat(bench().run("return 'well'").text()).isEqualTo("well");

        for (Running loop : loops) {
            loop.interrupt(InterruptReason.DEADLINE);
        }
        for (Running loop : loops) {
            loop.await().assertOutcome(Outcome.TIMED_OUT);
        }
    }

    @Test
    default void engineIsUsedFromOneThreadAfterAnother() throws InterruptedException {
        LuaEngine engine = bench().start();

        for (int i = 1; i <= 50; i++) {
            // each run has a thread of its own
            assertThat(bench().run(engine, "n = (n or 0) + 1 return n").value()).isEqualTo(LuaValue.of(i));
        }
    }
}
