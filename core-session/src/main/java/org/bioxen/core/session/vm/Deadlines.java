// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.bioxen.spi.backend.InterruptReason;

/**
 * Stops what runs longer than it may. One look at all deadlines is due at a time, and stays due when what it was for has ended: a
 * script that ends long before its deadline, as most do, wakes no thread. Thread-safe.
 */
final class Deadlines {
    /** A look comes at least so often while there are deadlines, so that none is due long after the last script. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();

    private final Workers workers;
    private final Map<RunningEvaluation, Long> due = new HashMap<>(); // guarded by this; by System.nanoTime
    private Future<?> look; // guarded by this; null if none is due
    private long lookAt; // guarded by this
    private int looks; // guarded by this; the number of the one that is due

    Deadlines(Workers workers) {
        this.workers = workers;
    }

    /**
     * Has this stopped after a time, unless it is removed before.
     *
     * @throws RejectedExecutionException if the workers are closed
     */
    synchronized void add(RunningEvaluation run, Duration after) {
        long at = System.nanoTime() + Math.min(after.toNanos(), Long.MAX_VALUE / 4);
        if (look == null || at - lookAt < 0) {
            lookBy(at);
        }
        due.put(run, at);
    }

    synchronized void remove(RunningEvaluation run) {
        due.remove(run);
    }

    /** Called with the lock held. */
    private void lookBy(long at) {
        if (look != null) {
            look.cancel(false);
            look = null;
        }
        long now = System.nanoTime();
        long delay = Math.max(0, Math.min(at - now, LONGEST_NANOS));
        int number = ++looks;
        look = workers.schedule(Duration.ofNanos(delay), () -> look(number));
        lookAt = now + delay;
    }

    private void look(int number) {
        List<RunningEvaluation> over = new ArrayList<>();
        synchronized (this) {
            if (number != looks) {
                // It was under way already when it was cancelled.
                return;
            }
            look = null;
            long now = System.nanoTime();
            long earliest = now + Long.MAX_VALUE / 2;
            for (Iterator<Map.Entry<RunningEvaluation, Long>> all =
                            due.entrySet().iterator();
                    all.hasNext(); ) {
                Map.Entry<RunningEvaluation, Long> each = all.next();
                long at = each.getValue();
                if (at - now <= 0) {
                    over.add(each.getKey());
                    all.remove();
                } else if (at - earliest < 0) {
                    earliest = at;
                }
            }
            if (!due.isEmpty()) {
                try {
                    lookBy(earliest);
                } catch (RejectedExecutionException stopped) {
                    // The manager stops, and stops what runs itself.
                }
            }
        }
        over.forEach(run -> run.stop(InterruptReason.DEADLINE));
    }
}
