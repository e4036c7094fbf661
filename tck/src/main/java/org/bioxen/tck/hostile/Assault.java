// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;

/**
 * One evaluation under the platform's rules: on a thread with the stack that the backend asks for, told to stop when its wall
 * time is over and told again every 50 ms, its input cancelled then, its output refused beyond the limit.
 */
final class Assault {
    private static final long REPEAT_MILLIS = 50;

    private final LuaEngine engine;
    private final Evaluation evaluation;
    private final Duration wallTime;
    private final BoundedSink sink;
    private final CountDownLatch inputCancelled = new CountDownLatch(1);
    private final CompletableFuture<EvaluationResult> answer = new CompletableFuture<>();
    private final Thread thread;
    private final long started;
    private volatile long ended;

    private Assault(
            LuaEngine engine,
            Script script,
            Limits limits,
            boolean inputNeverComes,
            Duration wallTime,
            long stackBytes) {
        this.engine = engine;
        this.wallTime = wallTime;
        sink = new BoundedSink(limits.outputBytes().orElse(Long.MAX_VALUE));
        evaluation = Evaluation.builder(script, sink)
                .limits(limits)
                .input(inputNeverComes ? this::waitForInput : InputSource.empty())
                .build();
        thread = new Thread(null, this::evaluate, "tck-assault", stackBytes);
        thread.setDaemon(true);
        started = System.nanoTime();
        thread.start();
    }

    /** Starts an evaluation. */
    static Assault start(
            LuaEngine engine,
            Script script,
            Limits limits,
            boolean inputNeverComes,
            Duration wallTime,
            long stackBytes) {
        return new Assault(engine, script, limits, inputNeverComes, wallTime, stackBytes);
    }

    private int waitForInput(byte[] buffer, int offset, int length) throws InterruptedException {
        inputCancelled.await();
        throw new InterruptedException("the evaluation has been asked to stop");
    }

    private void evaluate() {
        try {
            EvaluationResult result = engine.evaluate(evaluation);
            ended = System.nanoTime();
            answer.complete(result);
        } catch (Throwable fault) { // whatever a backend lets through is what the test looks for
            ended = System.nanoTime();
            answer.completeExceptionally(fault);
        }
    }

    /**
     * Waits for the end, and stops it when its time is over.
     *
     * @return the result; empty if it has not ended this long after its start
     * @throws ExecutionException with what {@code evaluate} has thrown
     */
    Optional<EvaluationResult> await(Duration atMost) throws InterruptedException, ExecutionException {
        Optional<EvaluationResult> result = poll(wallTime.toMillis());
        while (result.isEmpty() && System.nanoTime() - started < atMost.toNanos()) {
            engine.interrupt(evaluation, InterruptReason.DEADLINE);
            inputCancelled.countDown();
            result = poll(REPEAT_MILLIS);
        }
        return result;
    }

    /** Waits until it has ended, after its engine was closed, but not for ever. */
    boolean isOverWithin(Duration atMost) throws InterruptedException {
        inputCancelled.countDown();
        thread.join(Math.max(1, atMost.toMillis()));
        return !thread.isAlive();
    }

    private Optional<EvaluationResult> poll(long millis) throws InterruptedException, ExecutionException {
        try {
            return Optional.of(answer.get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException later) {
            return Optional.empty();
        }
    }

    /** From its start to its end. */
    Duration took() {
        return Duration.ofNanos(ended - started);
    }

    /** What it has written, on both streams. */
    String output() {
        return sink.text();
    }

    /** Where it is now, for a report. */
    String whereabouts() {
        StackTraceElement[] stack = thread.getStackTrace();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(12, stack.length); i++) {
            text.append("\n    at ").append(stack[i]);
        }
        return text.toString();
    }
}
