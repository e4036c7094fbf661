// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * How one evaluation is stopped: first by SIGINT, which the interpreter turns into an error of the script, so that the state is
 * kept; and for certain a moment later, if the script has not ended by then. A signal that was sent is consumed before the
 * evaluation counts as ended, so that it never reaches the next. Thread-safe.
 */
final class Stop {
    /** How soon to look again whether the interpreter takes the signal. */
    private static final Duration RETRY = Duration.ofMillis(5);

    private final InterpreterProcess process;
    private final Keeper keeper;
    private final Duration grace;

    private Phase phase = Phase.UNASKED; // guarded by this
    private Future<?> graceEnd; // guarded by this; null until asked

    private enum Phase {
        UNASKED,
        ASKED,
        /** The signal is on its way, has come, or was taken already. */
        SIGNALLED,
        KILLED,
        /** The evaluation has ended; there is nothing to stop any more. */
        OVER
    }

    /**
     * @param grace how long a script may go on after it was asked to stop; then its process is killed
     */
    Stop(InterpreterProcess process, Keeper keeper, Duration grace) {
        this.process = process;
        this.keeper = keeper;
        this.grace = grace;
    }

    /** Stops the script and keeps its state if that can be. Returns at once; asking again changes nothing. */
    void softly() {
        synchronized (this) {
            if (phase != Phase.UNASKED) {
                return;
            }
            phase = Phase.ASKED;
        }
        Future<?> end = keeper.after(grace, this::hard);
        synchronized (this) {
            graceEnd = end;
            if (phase == Phase.OVER) {
                end.cancel(false);
            }
        }
        keeper.run(this::signal);
    }

    /** Ends the interpreter, unless the evaluation has ended. Returns at once. */
    void hard() {
        synchronized (this) {
            if (phase == Phase.OVER || phase == Phase.KILLED) {
                return;
            }
            phase = Phase.KILLED;
        }
        process.kill();
    }

    /** Whether the script is to do nothing more that needs the host. */
    synchronized boolean isAsked() {
        return phase != Phase.UNASKED;
    }

    /** Whether the interpreter may have been signalled. */
    synchronized boolean isSignalled() {
        return phase == Phase.SIGNALLED;
    }

    private synchronized boolean advance(Phase from, Phase to) {
        if (phase != from) {
            return false;
        }
        phase = to;
        return true;
    }

    /** On the keeper's thread. */
    private void signal() {
        if (!isIn(Phase.ASKED)) {
            return;
        }
        // What the script waits for, maybe; meanwhile it may not be reached by signals.
        process.endChildren();
        switch (process.onInterrupt()) {
            case CATCHES -> {
                if (advance(Phase.ASKED, Phase.SIGNALLED) && !process.interrupt()) {
                    hard();
                }
            }
            case IGNORES -> keeper.after(RETRY, this::signal);
            case DIES -> hard();
        }
    }

    private synchronized boolean isIn(Phase one) {
        return phase == one;
    }

    /**
     * The evaluation has ended, and the interpreter waits or soon will; called by the thread that holds the conversation. If a
     * signal was sent, waits until the interpreter has consumed it.
     *
     * @param said whether the interpreter has said that it did
     * @return whether the state is kept; if not, the interpreter is being killed
     */
    boolean settle(boolean said) {
        if (isAsked()) {
            process.awaitChildren();
        }
        if (!isIn(Phase.SIGNALLED)) {
            return advance(Phase.UNASKED, Phase.OVER) || over(Phase.ASKED);
        }
        try {
            if (!said) {
                process.send(new FrameBuilder(Frame.AWAIT_SIGNAL, 0));
                Frame frame = process.frames().next();
                while (frame.kind() != Frame.ARMED) {
                    process.answerNobody(frame);
                    frame = process.frames().next();
                }
            }
            process.sendToken();
        } catch (IOException gone) {
            hard();
            return false;
        }
        return over(Phase.SIGNALLED);
    }

    private synchronized boolean over(Phase from) {
        if (!advance(from, Phase.OVER)) {
            return false;
        }
        if (graceEnd != null) {
            graceEnd.cancel(false);
        }
        return true;
    }
}
