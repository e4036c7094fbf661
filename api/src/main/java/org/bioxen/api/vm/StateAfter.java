// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** What became of a VM's Lua state (its globals and loaded modules) in an execution. */
public enum StateAfter {
    /** The state is the one from before, with what the script changed in it. */
    KEPT,
    /**
     * The state from before was gone when the execution began, so it ran on a fresh one, which is now the VM's; what the
     * VM's spec preloads was loaded again.
     */
    RESET,
    /** The state is gone. If the VM's spec allows it, the next execution starts on a fresh one and says {@link #RESET}. */
    LOST
}
