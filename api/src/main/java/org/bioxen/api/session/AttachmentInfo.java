// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.time.Instant;
import java.util.Objects;

/**
 * What an attachment was at one moment.
 *
 * @param id its number within the session, from 1 on
 * @param role what it may do
 * @param label who attached, as {@link AttachOptions#label()} said
 * @param since when it attached
 * @param next the sequence number of the byte that its next read begins with
 * @param droppedBytes how many bytes it has missed for good so far, because the log had dropped them before it read them
 */
public record AttachmentInfo(long id, AttachmentRole role, String label, Instant since, long next, long droppedBytes) {
    /** Refuses {@code null}. */
    public AttachmentInfo {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(since, "since");
    }
}
