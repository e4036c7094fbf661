// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

/** Takes the platform's events, in their order, on one thread at a time. */
interface EventSink {
    /** Called for each event; it may block, nobody waits for it. */
    void accept(PlatformEvent event);
}
