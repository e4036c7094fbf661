// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

/** What came of an interrupt. */
public enum InterruptResult {
    /** What ran has stopped, and the Lua state is the one from before, with what was changed in it. */
    KEPT,
    /** What ran has stopped, and the Lua state is gone; the next input starts on a fresh one. */
    LOST,
    /** What ran has been asked to stop and has not yet done so; it will, or its engine is replaced. */
    STOPPING,
    /** Nothing ran. */
    NOTHING_RAN
}
