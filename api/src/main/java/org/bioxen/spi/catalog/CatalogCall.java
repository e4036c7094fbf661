// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One call of the platform to a catalog, and how long it may take. After that the platform interrupts the calling thread and goes on
 * without an answer. Thread-safe.
 */
@ProviderType
public interface CatalogCall {
    /** What is left of the time; zero when it is over. */
    Duration timeLeft();

    /** Whether nobody waits for the answer any more. A plugin that works in steps asks between them. */
    boolean isCancelled();
}
