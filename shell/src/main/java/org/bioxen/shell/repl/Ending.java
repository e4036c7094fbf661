// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

/** How it came that a prompt is no longer there. */
public enum Ending {
    /** Its user left, or there is no more input. */
    LEFT,
    /** As {@link #LEFT}, without a terminal, and an input had failed. */
    LEFT_AFTER_ERRORS,
    /** Its thread was interrupted; the interrupt status is set. */
    INTERRUPTED,
    /** Nobody reads its output. */
    OUTPUT_CLOSED,
    /** Somebody else detached it. */
    DETACHED,
    /** The session has ended. */
    ENDED
}
