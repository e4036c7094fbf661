// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.hotswap.load;

import java.util.Map;
import java.util.TreeMap;

/** Numbers by name. Thread-safe. */
final class Counts {
    private final Map<String, Long> numbers = new TreeMap<>(); // guarded by this

    synchronized void add(String name, long number) {
        numbers.merge(name, number, Long::sum);
    }

    synchronized void highest(String name, long number) {
        numbers.merge(name, number, Math::max);
    }

    synchronized Map<String, Long> all() {
        return new TreeMap<>(numbers);
    }
}
