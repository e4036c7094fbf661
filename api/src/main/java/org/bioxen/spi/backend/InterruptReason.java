// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import org.bioxen.api.vm.Outcome;

/** Why an evaluation is asked to stop. */
public enum InterruptReason {
    /** Somebody asked for it. */
    REQUESTED(Outcome.INTERRUPTED),
    /** Its wall-clock time is over. */
    DEADLINE(Outcome.TIMED_OUT),
    /** Its VM is being closed, or its backend leaves. */
    SHUTDOWN(Outcome.VM_LOST);

    private final Outcome outcome;

    InterruptReason(Outcome outcome) {
        this.outcome = outcome;
    }

    /** The outcome of an evaluation that was stopped for this reason. */
    public Outcome outcome() {
        return outcome;
    }
}
