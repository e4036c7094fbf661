// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.time.Instant;
import java.util.Objects;

/**
 * One input of a session, as it was sent.
 *
 * @param number its number, as {@link Attachment#sendInput} gave it
 * @param time when it was sent
 * @param text what was sent, without the line end at its end
 */
public record HistoryEntry(long number, Instant time, String text) {
    /** Refuses {@code null}. */
    public HistoryEntry {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(text, "text");
    }
}
