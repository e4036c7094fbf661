// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.InterruptReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An evaluation under way, and how it is stopped: first the engine is asked, again and again for a grace time, since a request
 * that comes before the engine has begun is lost; then the engine is closed; and if even that does not help, the evaluation is
 * given up, so that its execution ends in time whatever the engine does.
 *
 * <p>It ends once: either {@link #end} says true, or it is given up, never both. Thread-safe.
 */
final class RunningEvaluation {
    private static final Logger LOG = LoggerFactory.getLogger(RunningEvaluation.class);
    private static final Duration REPEAT = Duration.ofMillis(50);

    private enum Phase {
        RUNNING,
        ASKED,
        CLOSING,
        ENDED,
        GIVEN_UP
    }

    private final Evaluation evaluation;
    private final OwnedEngine engine;
    private final ScriptInput input;
    private final Workers workers;
    private final Deadlines deadlines;
    private final Duration grace;
    private final Consumer<RunningEvaluation> giveUp;

    private Phase phase = Phase.RUNNING; // guarded by this
    private InterruptReason reason; // guarded by this
    private long escalation; // guarded by this
    private Future<?> tick; // guarded by this

    /**
     * One that has not begun.
     *
     * @param giveUp called on another thread, once at most, if it is given up
     */
    RunningEvaluation(
            Evaluation evaluation,
            OwnedEngine engine,
            ScriptInput input,
            Workers workers,
            Deadlines deadlines,
            Duration grace,
            Consumer<RunningEvaluation> giveUp) {
        this.evaluation = evaluation;
        this.engine = engine;
        this.input = input;
        this.workers = workers;
        this.deadlines = deadlines;
        this.grace = grace;
        this.giveUp = giveUp;
    }

    Evaluation evaluation() {
        return evaluation;
    }

    OwnedEngine engine() {
        return engine;
    }

    /**
     * Sets the deadline; called once, just before the engine is.
     *
     * @return false if the manager has been stopped; then it has ended
     */
    synchronized boolean begin(Optional<Duration> wallTime) {
        try {
            if (wallTime.isPresent()) {
                deadlines.add(this, wallTime.get());
            }
            return true;
        } catch (RejectedExecutionException stopped) {
            end();
            return false;
        }
    }

    /** Asks it to stop; the first reason counts. */
    void stop(InterruptReason why) {
        synchronized (this) {
            if (phase != Phase.RUNNING) {
                return;
            }
            phase = Phase.ASKED;
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

    /**
     * Says that the engine has answered: nothing is asked of it any more.
     *
     * @return false if the evaluation had been given up before
     */
    synchronized boolean end() {
        boolean first = phase != Phase.GIVEN_UP;
        if (first) {
            phase = Phase.ENDED;
        }
        deadlines.remove(this);
        if (tick != null) {
            tick.cancel(false);
        }
        return first;
    }

    /** The next thing to do to stop it. */
    private void push() {
        engine.subject().run(this::pushHere);
    }

    private void pushHere() {
        Phase now;
        boolean escalated;
        synchronized (this) {
            escalated = System.nanoTime() - escalation >= 0;
            if (escalated && phase == Phase.ASKED) {
                phase = Phase.CLOSING;
                escalation = System.nanoTime() + grace.toNanos();
            } else if (escalated && phase == Phase.CLOSING) {
                phase = Phase.GIVEN_UP;
            }
            now = phase;
        }
        // Decided above, once: what is read again here may have changed, and the engine may be another script's by
        // then.
        switch (now) {
            case ASKED -> ask();
            case CLOSING -> {
                if (escalated) {
                    LOG.warn("an engine did not stop within {}, so it is closed", Durations.format(grace));
                    aside(engine::close);
                }
            }
            case GIVEN_UP -> aside(() -> giveUp.accept(this));
            default -> {
                return;
            }
        }
        if (now != Phase.GIVEN_UP) {
            again();
        }
    }

    private void ask() {
        try {
            engine.interrupt(evaluation, reason().orElseThrow());
        } catch (RuntimeException fault) {
            LOG.warn("an engine failed to take an interrupt", fault);
        }
    }

    private void aside(Runnable work) {
        try {
            workers.aside(engine.subject().around(work));
        } catch (RejectedExecutionException stopped) {
            work.run();
        }
    }

    private synchronized void again() {
        if (phase == Phase.ASKED || phase == Phase.CLOSING) {
            try {
                tick = workers.schedule(REPEAT, this::push);
            } catch (RejectedExecutionException stopped) {
                LOG.debug("the manager stops; an evaluation is no longer watched");
            }
        }
    }
}
