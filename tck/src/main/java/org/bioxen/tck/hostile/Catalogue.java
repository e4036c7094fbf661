// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The known ways to attack, each with its id. */
final class Catalogue {
    /**
     * A way to attack.
     *
     * @param about what it is
     * @param excuse why no script shows it, where none does
     */
    record Entry(String about, Optional<String> excuse) {}

    private Catalogue() {}

    /** All ways, by id. */
    static Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String line : Corpus.resource("catalogue.txt").lines().toList()) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(" +", 2);
            String[] texts = parts[1].split(" \\| ", 2);
            Entry entry =
                    new Entry(texts[0].strip(), texts.length == 1 ? Optional.empty() : Optional.of(texts[1].strip()));
            if (entries.put(parts[0], entry) != null) {
                throw new IllegalStateException("the catalogue has " + parts[0] + " twice");
            }
        }
        return entries;
    }
}
