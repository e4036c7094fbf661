// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.verb;

import java.util.Optional;

/**
 * What a verb answers.
 *
 * @param value what there is to show: text, or what the texts of its scope render; empty: nothing
 * @param complaint why it is a failure all the same, in one line
 */
public record Answer(Optional<Object> value, Optional<String> complaint) {
    /** It is done, and this is to be shown. */
    public static Answer of(Object value) {
        return new Answer(Optional.of(value), Optional.empty());
    }

    /** It is done, and there is nothing to be shown. */
    public static Answer nothing() {
        return new Answer(Optional.empty(), Optional.empty());
    }

    /** This is to be shown, and it is a failure. */
    public static Answer failing(Object value, String complaint) {
        return new Answer(Optional.of(value), Optional.of(complaint));
    }
}
