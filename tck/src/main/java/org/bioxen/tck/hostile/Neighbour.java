// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.LuaEngine;

/** A VM that does no harm and is asked for {@code 2 + 2} again and again, on a thread of its own. */
final class Neighbour implements AutoCloseable {
    private static final long PERIOD_MILLIS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Script QUESTION = Script.of("return 2 + 2");
    private static final Script REQUEST_STOP = Script.of("");

    /** A script between the questions, and where its result goes. */
    private record Request(Script script, CompletableFuture<String> result) {}

    /**
     * How it was served for a while.
     *
     * @param slowest the longest that an answer took
     * @param faults what was wrong with the answers
     */
    record Service(Duration slowest, List<String> faults) {}

    private final LuaEngine engine;
    private final Limits limits;
    private final HostHeap heap;
    private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Thread thread;

    // Guarded by this.
    private final List<String> faults = new ArrayList<>();
    private long askedAt;
    private boolean waiting;
    private long slowest;
    private long answers;

    /** A neighbour in this engine, which it closes. */
    Neighbour(LuaEngine engine, Limits limits, long stackBytes, HostHeap heap) {
        this.engine = engine;
        this.limits = limits;
        this.heap = heap;
        thread = new Thread(null, this::live, "tck-neighbour", stackBytes);
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        try {
            while (true) {
                Request request = requests.poll(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
                if (request == null) {
                    ask();
                } else if (request.script() == REQUEST_STOP) {
                    return;
                } else {
                    request.result().complete(run(request.script()));
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Throwable fault) { // an engine that throws is what the test looks for
            synchronized (this) {
                faults.add("its engine threw " + fault);
            }
        }
    }

    private void ask() {
        long from = System.nanoTime();
        synchronized (this) {
            askedAt = from;
            waiting = true;
        }
        EvaluationResult result = engine.evaluate(Evaluation.builder(QUESTION, new BoundedSink(Long.MAX_VALUE))
                .limits(limits)
                .build());
        long to = System.nanoTime();
        boolean standstill = heap.paused(from, to);
        synchronized (this) {
            waiting = false;
            answers++;
            if (!standstill) {
                // An attack may have begun while this answer was under way.
                slowest = Math.max(slowest, to - Math.max(from, askedAt));
            }
            if (result.outcome() != Outcome.COMPLETED || !result.values().equals(List.of(LuaValue.of(4)))) {
                faults.add("it answered " + Expectation.describe(result) + " to 2 + 2");
            }
        }
    }

    private String run(Script script) {
        BoundedSink sink = new BoundedSink(Long.MAX_VALUE);
        EvaluationResult result =
                engine.evaluate(Evaluation.builder(script, sink).limits(limits).build());
        return Expectation.describe(result) + sink.text();
    }

    /** Begins to measure. */
    synchronized void begin() {
        slowest = 0;
        answers = 0;
        askedAt = System.nanoTime();
        faults.clear();
    }

    /** How it was served since; an answer that has not come yet counts as long as it has taken. */
    synchronized Service served() {
        long now = System.nanoTime();
        if (waiting && !heap.paused(askedAt, now)) {
            slowest = Math.max(slowest, now - askedAt);
        }
        List<String> wrong = new ArrayList<>(faults);
        if (!thread.isAlive() && wrong.isEmpty()) {
            wrong.add("its thread has ended");
        }
        return new Service(Duration.ofNanos(slowest), wrong);
    }

    /** Waits until it has answered so many times more. */
    void awaitAnswers(long count) throws InterruptedException {
        for (long i = 0; i < count; i++) {
            say(QUESTION);
        }
    }

    /** Runs a script between the questions; its result and what it wrote, as text. */
    String say(Script script) throws InterruptedException {
        Request request = new Request(script, new CompletableFuture<>());
        requests.add(request);
        try {
            return request.result().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException failed) {
            return "no answer within " + PATIENCE;
        }
    }

    @Override
    public void close() {
        requests.add(new Request(REQUEST_STOP, new CompletableFuture<>()));
        engine.close();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
