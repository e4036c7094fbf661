// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The cases that an engine does not give as the real interpreter does, each with the reason why it cannot. Immutable. */
public final class KnownDifferences {
    private final Map<String, String> reasons;

    private KnownDifferences(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    /** None: everything is as the real interpreter gives it. */
    public static KnownDifferences none() {
        return new KnownDifferences(Map.of());
    }

    /**
     * Reads a resource that lies beside a class. Lines are empty, begin with {@code #}, or are {@code name of the case: reason}.
     *
     * @throws AssertionError if there is no such resource, or a line has another form
     */
    public static KnownDifferences read(Class<?> beside, String resource) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : Resources.lines(beside, resource)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(": ");
            if (colon < 0 || reasons.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
                throw new AssertionError(
                        resource + ": a line is 'name of the case: reason', and each case has one; found: " + line);
            }
        }
        return new KnownDifferences(reasons);
    }

    boolean contains(Case each) {
        return reasons.containsKey(each.name());
    }

    Set<String> names() {
        return reasons.keySet();
    }
}
