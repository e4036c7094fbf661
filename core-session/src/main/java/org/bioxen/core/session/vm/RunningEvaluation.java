// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An evaluation under way, and how it is stopped: first the engine is asked, again and again for a grace time, since a request
 * that comes before the engine has begun is lost; then the engine is closed; and if even that does not help, the evaluation is
 * given up, so that its execution ends in time whatever the engine does. Thread-safe.
 */
final class RunningEvaluation {
    private static final Logger LOG = LoggerFactory.getLogger(RunningEvaluation.class);
    private static final Duration REPEAT = Duration.ofMillis(50);

    private final Evaluation evaluation;
    private final LuaEngine engine;
    private final ScriptInput input;
    private final Workers workers;
    private final Duration grace;
    private final Consumer<RunningEvaluation> giveUp;

    private InterruptReason reason; // guarded by this
    private boolean ended; // guarded by this
    private boolean closing; // guarded by this
    private long escalation; // guarded by this
    private Future<?> deadline; // guarded by this
    private Future<?> tick; // guarded by this

    RunningEvaluation(
            Evaluation evaluation,
            LuaEngine engine,
            ScriptInput input,
            Workers workers,
            Duration grace,
            Consumer<RunningEvaluation> giveUp) {
        this.evaluation = evaluation;
        this.engine = engine;
        this.input = input;
        this.workers = workers;
        this.grace = grace;
        this.giveUp = giveUp;
    }

    Evaluation evaluation() {
        return evaluation;
    }

    /** Sets the deadline; called once, just before the engine is. */
    synchronized void begin(Optional<Duration> wallTime) {
        if (wallTime.isPresent() && !ended) {
            deadline = workers.schedule(wallTime.get(), () -> stop(InterruptReason.DEADLINE));
        }
    }

    /** Asks it to stop; the first reason counts. */
    void stop(InterruptReason why) {
        synchronized (this) {
            if (ended || reason != null) {
                return;
            }
            reason = why;
            escalation = System.nanoTime() + grace.toNanos();
        }
        // The engine first: it must know why before its wait for input ends.
        push();
        input.cancel();
    }

    /** Why it was asked to stop, if it was. */
    synchronized Optional<InterruptReason> reason() {
        return Optional.ofNullable(reason);
    }

    /** Says that it has ended: nothing is asked of the engine any more. */
    synchronized void end() {
        ended = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (tick != null) {
            tick.cancel(false);
        }
    }

    private void push() {
        boolean close = false;
        synchronized (this) {
            if (ended) {
                return;
            }
            if (System.nanoTime() - escalation >= 0) {
                if (closing) {
                    ended = true;
                } else {
                    closing = true;
                    close = true;
                    escalation = System.nanoTime() + grace.toNanos();
                }
            }
        }
        if (isEnded()) {
            giveUp.accept(this);
            return;
        }
        try {
            if (close) {
                LOG.warn("an engine did not stop within {}, so it is closed", Durations.format(grace));
                workers.execute(0, engine::close);
            } else if (!isClosing()) {
                engine.interrupt(evaluation, reason().orElseThrow());
            }
        } catch (RejectedExecutionException stopped) {
            engine.close();
        } catch (RuntimeException fault) {
            LOG.warn("an engine failed to take an interrupt", fault);
        }
        again();
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private synchronized void again() {
        if (!ended) {
            try {
                tick = workers.schedule(REPEAT, this::push);
            } catch (RejectedExecutionException stopped) {
                LOG.debug("the manager stops; an evaluation is no longer watched");
            }
        }
    }
}
