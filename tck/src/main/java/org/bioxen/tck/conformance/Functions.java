// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the library chapters of the manuals describe, with the versions that have it; metamethods, too. */
final class Functions {
    private final Map<String, Versions> versions = new LinkedHashMap<>();

    Functions() {
        for (String line : Resources.lines(Functions.class, "functions.txt")) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" ");
                versions.put(words[1], words.length == 2 ? Versions.ALL : Versions.of(words[2]));
            }
        }
    }

    Map<String, Versions> all() {
        return versions;
    }

    /** Whether all of these are functions that came after Lua 5.{@code minor}. */
    boolean areLaterThan(int minor, List<String> names) {
        return !names.isEmpty()
                && names.stream()
                        .allMatch(name -> versions.containsKey(name)
                                && versions.get(name).first() > minor
                                && !name.startsWith("__"));
    }
}
