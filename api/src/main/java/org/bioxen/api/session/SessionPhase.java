// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

/** Where a conversation stands: what the next input will do. */
public enum SessionPhase {
    /** All input is worked off; the next one begins a chunk. */
    READY,
    /** All input is worked off, but the last is not a whole chunk yet; the next one is joined to it. */
    INCOMPLETE,
    /** A script reads standard input and nothing is there; the next input is what it reads. */
    WAITING_FOR_INPUT,
    /** Something runs or waits in the queue; the next input waits behind it. */
    BUSY,
    /** The session has ended; there is no next input. What it has logged can still be read. */
    ENDED;

    /** Whether nothing more will come into the log until somebody sends something: any phase but {@link #BUSY}. */
    public boolean isSettled() {
        return this != BUSY;
    }
}
