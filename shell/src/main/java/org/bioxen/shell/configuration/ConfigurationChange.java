// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.nio.file.Path;
import java.util.List;

/**
 * What was changed.
 *
 * @param pid the configuration
 * @param keys the keys; none if the whole was removed
 * @param file the file that was written, or removed
 * @param effect from when on it counts
 */
public record ConfigurationChange(String pid, List<String> keys, Path file, Effect effect) {
    /** Copies the list. */
    public ConfigurationChange {
        keys = List.copyOf(keys);
    }

    /** From when on a change counts. */
    public enum Effect {
        /** It has been taken over in this container. */
        NOW("in effect"),
        /** This container ends with the command: for the next one, and for a server within two seconds. */
        NEXT("in effect from the next command on; a running server takes it over within two seconds"),
        /** The container has not taken it over in the time that it usually takes. */
        LATER("not taken over yet; log:query --level warn may tell why"),
        /** Nothing was to be done. */
        NONE("it was so before");

        private final String words;

        Effect(String words) {
            this.words = words;
        }

        /** In words, for people. */
        public String words() {
            return words;
        }
    }
}
