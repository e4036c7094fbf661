// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bioxen.api.curator.PackageName;

/**
 * One state of an environment.
 *
 * @param number counts up
 * @param made when
 * @param what what made it
 * @param installed when each of its packages was installed
 * @param lock what is in it
 */
public record Generation(
        long number, Instant made, String what, SortedMap<PackageName, Instant> installed, LockFile lock) {
    /** Copies the map. */
    public Generation {
        installed = Collections.unmodifiableSortedMap(new TreeMap<>(installed));
    }
}
