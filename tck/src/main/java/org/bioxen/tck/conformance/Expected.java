// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the real interpreter of one version gives for each case of that version. */
final class Expected {
    private final int minor;
    private final Map<String, String> results = new LinkedHashMap<>();

    private Expected(int minor) {
        this.minor = minor;
    }

    /** As recorded for Lua 5.{@code minor}. */
    static Expected ofVersion(int minor) {
        Expected expected = new Expected(minor);
        String name = "";
        for (String line : Resources.lines(Expected.class, "expected/5." + minor + ".txt")) {
            if (line.startsWith("  ")) {
                expected.results.merge(name, line + "\n", String::concat);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                name = line;
                expected.results.put(name, "");
            }
        }
        return expected;
    }

    /** The result of a case, if it was recorded. */
    Optional<String> of(Case each) {
        return Optional.ofNullable(results.get(each.name()));
    }

    /** How many cases were recorded. */
    int size() {
        return results.size();
    }

    int minor() {
        return minor;
    }
}
