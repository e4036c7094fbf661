// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.bioxen.spi.catalog.CatalogUnavailableException;

/**
 * Spares a catalog that fails again and again, and those who wait for it: after {@value #PATIENCE} failures in a row it is not asked
 * for a while. A catalog that says when to ask again is not asked before. Thread-safe.
 */
final class Breaker {
    static final int PATIENCE = 3;
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final LongSupplier nanos;
    private int failures; // guarded by this
    private boolean open; // guarded by this
    private long until; // guarded by this
    private String reason = ""; // guarded by this

    Breaker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Lets pass or not. */
    synchronized void check() throws CatalogUnavailableException {
        long left = until - nanos.getAsLong();
        if (open && left > 0) {
            throw new CatalogUnavailableException(
                    "it is not asked for another " + (left / 1_000_000_000L + 1) + " s, since " + reason);
        }
        open = false;
    }

    synchronized void answered() {
        failures = 0;
        open = false;
    }

    synchronized void failed(CatalogUnavailableException failure) {
        failures++;
        Duration pause = failure.retryAfter().orElse(failures >= PATIENCE ? PAUSE : Duration.ZERO);
        if (!pause.isZero() && !pause.isNegative()) {
            open = true;
            until = nanos.getAsLong() + (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
            reason = Texts.message(failure);
        }
    }
}
