// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits for a lock of a file by asking again and again, since no system offers to wait for one only so long. */
public final class Patience {
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final long deadline;

    private Patience(long deadline) {
        this.deadline = deadline;
    }

    /** Waits so long, from now. */
    public static Patience of(Duration time) {
        return new Patience(System.nanoTime() + time.toNanos());
    }

    /** Tries something. */
    @FunctionalInterface
    public interface Attempt<T> {
        /** What was got, if it worked. */
        Optional<T> once() throws IOException;
    }

    /**
     * Tries until it works.
     *
     * @return empty if it did not work in time; it is tried at least once
     */
    public <T> Optional<T> until(Attempt<T> attempt) throws IOException, InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            Optional<T> got = attempt.once();
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (got.isPresent() || left <= 0) {
                return got;
            }
            Thread.sleep(Math.min(pause, left));
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }
}
