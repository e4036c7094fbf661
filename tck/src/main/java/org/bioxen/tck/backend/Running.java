// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;

/** An evaluation on a thread of its own, whose stack is as large as the descriptor asks. */
public final class Running {
    private final LuaEngine engine;
    private final Duration patience;
    private final Evaluation evaluation;
    private final RecordingSink sink;
    private final CompletableFuture<EvaluationResult> answer = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean interruptStatus;

    Running(LuaEngine engine, Trial trial, long stackBytes, Duration patience) {
        this.engine = engine;
        this.patience = patience;
        sink = trial.newSink();
        evaluation = trial.newEvaluation(sink);
        thread = new Thread(null, this::evaluate, "tck-evaluation", stackBytes);
        thread.setDaemon(true);
    }

    Running start() {
        thread.start();
        return this;
    }

    private void evaluate() {
        try {
            EvaluationResult result = engine.evaluate(evaluation);
            interruptStatus = Thread.currentThread().isInterrupted();
            sink.evaluationEnded();
            answer.complete(result);
        } catch (Throwable fault) { // also what a test must report, such as a StackOverflowError
            answer.completeExceptionally(fault);
        }
    }

    /** The evaluation. */
    public Evaluation evaluation() {
        return evaluation;
    }

    /** Whether {@code evaluate} has returned. */
    public boolean isDone() {
        return answer.isDone();
    }

    /** Asks it to stop. */
    public Running interrupt(InterruptReason reason) {
        engine.interrupt(evaluation, reason);
        return this;
    }

    /** Waits until the script has written this text to standard output. */
    public Running awaitStdout(String text) throws InterruptedException {
        sink.awaitStdout(text, patience);
        return this;
    }

    /** Waits for the end and checks what is true of every result. */
    public Finished await() throws InterruptedException {
        try {
            EvaluationResult result = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (result == null) {
                throw new AssertionError("evaluate returned null");
            }
            AlwaysTrue.check(evaluation, result);
            return new Finished(result, sink);
        } catch (TimeoutException late) {
            AssertionError error = new AssertionError("evaluate did not return within " + patience + "; it was here:");
            error.setStackTrace(thread.getStackTrace());
            throw error;
        } catch (ExecutionException fault) {
            throw new AssertionError("evaluate threw " + fault.getCause(), fault.getCause());
        }
    }

    /** Whether the thread that called {@code evaluate} was left interrupted. */
    boolean statusAfterwards() {
        return interruptStatus;
    }

    RecordingSink sink() {
        return sink;
    }

    Thread thread() {
        return thread;
    }
}
