// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.time.Duration;

/**
 * Sees to it that no evaluation of an engine uses more CPU time than it may. CPU time passes no faster than time itself, so one
 * look at the earliest moment at which the limit can be reached is enough, and another at the next such moment if it was not.
 * A look that is due stays so when the evaluation ends, so that short evaluations cost nothing here. Thread-safe.
 */
final class CpuWatch {
    /** The system counts in hundredths of a second. */
    private static final long RESOLUTION_NANOS = 10_000_000;

    private final InterpreterProcess process;
    private final Keeper keeper;

    private Runnable onExceeded; // guarded by this; null while nothing runs
    private long limit; // guarded by this; nanoseconds
    private long begun; // guarded by this; when the evaluation that runs did
    private long usedBefore; // guarded by this; nanoseconds, by all evaluations that have ended
    private boolean due; // guarded by this; whether a look is to come

    CpuWatch(InterpreterProcess process, Keeper keeper) {
        this.process = process;
        this.keeper = keeper;
    }

    /** An evaluation begins. What is to be done about too much is called on the keeper's thread. */
    synchronized void begin(Duration atMost, Runnable then) {
        onExceeded = then;
        limit = atMost.toNanos();
        begun = System.nanoTime();
        if (!due) {
            lookAfter(limit);
        }
    }

    /** The evaluation has ended, having used so much. */
    synchronized void end(Duration used) {
        onExceeded = null;
        usedBefore += used.toNanos();
    }

    /** Forgets what the ended evaluations have said: from here on counts what has really been used. For when one said nothing. */
    void recount() {
        Duration used = process.cpuTime();
        synchronized (this) {
            usedBefore = used.toNanos();
        }
    }

    /** Called with the lock held. */
    private void lookAfter(long nanos) {
        due = true;
        keeper.after(Duration.ofNanos(nanos + RESOLUTION_NANOS), this::look);
    }

    private void look() {
        Runnable then;
        synchronized (this) {
            due = false;
            if (onExceeded == null) {
                return;
            }
            long ran = System.nanoTime() - begun;
            long used = ran < limit ? ran : process.cpuTime().toNanos() - usedBefore;
            if (used < limit) {
                lookAfter(limit - used);
                return;
            }
            then = onExceeded;
        }
        then.run();
    }
}
