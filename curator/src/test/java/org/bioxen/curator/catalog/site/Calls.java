// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.time.Duration;
import org.bioxen.spi.catalog.CatalogCall;

/** A call with time enough. */
record Calls(Duration timeLeft) implements CatalogCall {
    static CatalogCall patient() {
        return new Calls(Duration.ofSeconds(20));
    }

    @Override
    public boolean isCancelled() {
        return false;
    }
}
