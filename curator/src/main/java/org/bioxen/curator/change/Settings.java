// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.time.Duration;

/**
 * What can be set.
 *
 * @param generationsKept how many generations an environment keeps, at least 1
 * @param downloads how many packages are fetched at once, at least 1
 * @param patience how long to wait for others where a caller does not say
 */
public record Settings(int generationsKept, int downloads, Duration patience) {
    /** Ten generations, four at once, half a minute. */
    public static final Settings USUAL = new Settings(10, 4, Duration.ofSeconds(30));

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if one is out of bounds
     */
    public Settings {
        if (generationsKept < 1 || downloads < 1 || downloads > 64 || patience.isNegative()) {
            throw new IllegalArgumentException(
                    "an environment keeps at least 1 generation, 1 to 64 packages are fetched at once, and no wait is negative");
        }
    }
}
