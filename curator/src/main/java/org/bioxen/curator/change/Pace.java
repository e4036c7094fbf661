// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether something that is fetched comes fast enough to wait for: who sends a byte now and then would else keep an environment locked
 * for ever. Not thread-safe.
 */
final class Pace {
    /** So long anything is fast enough. */
    static final long GRACE_SECONDS = 60;

    /** What there must be after that, on the average since the beginning. */
    static final long BYTES_PER_SECOND = 1024;

    private final LongSupplier nanos;
    private final long began;

    /**
     * Begins now.
     *
     * @param nanos a clock as {@link System#nanoTime}
     */
    Pace(LongSupplier nanos) {
        this.nanos = nanos;
        began = nanos.getAsLong();
    }

    /** Whether it is too slow to wait for, now that so much has come. */
    boolean isTooSlow(long bytes) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - began);
        return seconds > GRACE_SECONDS && bytes < seconds * BYTES_PER_SECOND;
    }
}
