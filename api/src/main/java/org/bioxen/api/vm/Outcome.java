// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/**
 * How an accepted script ended. Every accepted script ends in exactly one of these; whether the VM's state survived is
 * said apart, by {@link StateAfter}.
 */
public enum Outcome {
    /** The script ran to its end, or ended itself with {@code os.exit}. */
    COMPLETED,
    /** The script did not compile, or raised an error that it did not catch. */
    SCRIPT_ERROR,
    /** The wall-clock limit passed first. */
    TIMED_OUT,
    /** Another limit was reached: output, memory, CPU time, instructions, call depth, source size. */
    LIMIT_EXCEEDED,
    /** Somebody asked the script to stop, or its output could no longer be delivered. */
    INTERRUPTED,
    /** The engine was lost while the script ran: its process died, its backend left, or the VM was closed. */
    VM_LOST,
    /** The script never ran: no backend came in time, or the VM was closed while it waited. */
    NOT_STARTED
}
