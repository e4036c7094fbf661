// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.catalog;

import java.time.Duration;
import org.bioxen.spi.catalog.CatalogCall;

/** A call that ends at a certain time. */
record Call(long end) implements CatalogCall {
    static CatalogCall within(Duration time) {
        return new Call(System.nanoTime() + time.toNanos());
    }

    @Override
    public Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    @Override
    public boolean isCancelled() {
        return timeLeft().isZero();
    }
}
