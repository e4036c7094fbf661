// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunningEvaluationTest {
    private final ScriptedBackend backend = new ScriptedBackend("scripted", "5.4");
    private final Workers workers = new Workers(1, 0);
    private final AtomicInteger givenUp = new AtomicInteger();
    private Platform platform;
    private OwnedEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        platform = new Platform(Map.of());
        platform.register(backend, 1);
        engine = platform.engine(backend);
    }

    @AfterEach
    void closeEngine() throws Exception {
        engine.close();
        workers.close(Duration.ofSeconds(1));
        platform.close();
    }

    private RunningEvaluation run(Duration grace) {
        return new RunningEvaluation(
                Evaluation.builder(Script.of("count"), (stream, bytes, offset, length) -> true)
                        .build(),
                engine,
                new ScriptInput(InputSource.empty(), on -> {}),
                workers,
                new Deadlines(workers),
                grace,
                run -> givenUp.incrementAndGet());
    }

    /** Once an evaluation that ended just while it was asked to stop was given up, and its engine, which was well, left open. */
    @Test
    void anEvaluationThatEndsWhileItIsAskedToStopIsNotGivenUp() throws Exception {
        int rounds = Integer.getInteger("bioxen.race.rounds", 3000);
        CyclicBarrier barrier = new CyclicBarrier(2);
        RunningEvaluation[] runs = new RunningEvaluation[rounds];
        for (int i = 0; i < rounds; i++) {
            runs[i] = run(Duration.ofHours(1));
        }
        Thread ender = new Thread(() -> {
            for (RunningEvaluation run : runs) {
                meet(barrier);
                assertThat(run.end()).isTrue();
            }
        });
        ender.start();
        for (RunningEvaluation run : runs) {
            meet(barrier);
            run.stop(InterruptReason.REQUESTED);
        }
        ender.join();
        assertThat(givenUp).hasValue(0);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void anEvaluationEitherEndsOrIsGivenUp() throws Exception {
        int rounds = 200;
        AtomicInteger ends = new AtomicInteger();
        CountDownLatch answered = new CountDownLatch(rounds);
        for (int i = 0; i < rounds; i++) {
            RunningEvaluation run = run(Duration.ZERO);
            // Without a grace it is given up at the next step, 50 ms from now, which is when its end comes, too.
            run.stop(InterruptReason.REQUESTED);
            workers.schedule(Duration.ofMillis(50), () -> {
                ends.addAndGet(run.end() ? 1 : 0);
                answered.countDown();
            });
        }
        answered.await();
        while (ends.get() + givenUp.get() < rounds) {
            // What was given up is told on another thread; the test's time limit bounds this.
            Thread.onSpinWait();
        }
        assertThat(ends.get() + givenUp.get()).isEqualTo(rounds);
    }
}
