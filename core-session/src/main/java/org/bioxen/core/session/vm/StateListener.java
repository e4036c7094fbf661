// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

/** Hears of every state change of every VM, in their order, on one thread at a time. */
interface StateListener {
    /** Called for each change; it may block, the VMs do not wait for it. */
    void changed(StateChange change);
}
