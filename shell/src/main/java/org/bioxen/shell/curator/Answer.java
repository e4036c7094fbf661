// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.util.Optional;

/**
 * What a verb answers.
 *
 * @param value what there is to show: text, or what {@link CuratorText} renders; empty: nothing
 * @param complaint why it is a failure all the same, in one line
 */
public record Answer(Optional<Object> value, Optional<String> complaint) {
    static Answer of(Object value) {
        return new Answer(Optional.of(value), Optional.empty());
    }

    static Answer failing(Object value, String complaint) {
        return new Answer(Optional.of(value), Optional.of(complaint));
    }
}
