// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** What a VM is doing. */
public enum VmState {
    /** Its engine is being started. */
    STARTING,
    /** Ready; nothing runs. */
    IDLE,
    /** A script runs. */
    RUNNING,
    /** A script runs and waits for standard input. */
    WAITING_FOR_INPUT,
    /** Its backend is gone or its engine was lost; the next execution tries to start afresh, as its spec allows. */
    SUSPENDED,
    /** Closed, by its owner or by an {@code os.exit} of a script. Final. */
    TERMINATED,
    /** Its engine is gone and its spec forbids to start afresh. Final. */
    LOST;

    /** Whether a VM in this state can never run a script again. */
    public boolean isFinal() {
        return this == TERMINATED || this == LOST;
    }
}
