// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

/** What an attachment may do. */
public enum AttachmentRole {
    /** Reads, sends input and interrupts. A session has one at most. */
    CONTROLLER,
    /** Reads only. */
    OBSERVER
}
