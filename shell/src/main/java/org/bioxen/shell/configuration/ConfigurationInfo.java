// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A configuration, or a kind of which there may be several.
 *
 * @param pid what it is called
 * @param title what people call it
 * @param description what it is about
 * @param kind whether there may be several of it: then what is set is that of {@code pid~NAME}
 * @param file the file that sets it; empty if there is none
 * @param keys what may be set, and what else is set
 * @param problems what is set and not taken, in one line each
 */
public record ConfigurationInfo(
        String pid,
        String title,
        String description,
        boolean kind,
        Optional<Path> file,
        List<Key> keys,
        List<String> problems) {
    /** Copies the lists. */
    public ConfigurationInfo {
        keys = List.copyOf(keys);
        problems = List.copyOf(problems);
    }

    /** What stands for a secret. */
    static final String SECRET = "***";

    /**
     * One key.
     *
     * @param name what it is called; with {@code *} for anything if it stands for many
     * @param type what its values are, in a word or two
     * @param description what it is about
     * @param options the values that there are, if there are only some
     * @param standard the value of a key that is not set; empty if there is none
     * @param required whether it has to be set
     * @param value what is set, a secret as {@value ConfigurationInfo#SECRET}; empty if nothing is
     */
    public record Key(
            String name,
            String type,
            String description,
            List<String> options,
            Optional<String> standard,
            boolean required,
            Optional<String> value) {
        /** Copies the list. */
        public Key {
            options = List.copyOf(options);
        }
    }
}
