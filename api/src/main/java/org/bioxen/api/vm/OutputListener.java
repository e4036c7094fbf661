// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.nio.ByteBuffer;

/** Hears a script's output while the script still runs. */
@FunctionalInterface
public interface OutputListener {
    /**
     * Called for each piece of output, in order, one call at a time, on the thread that runs the script. It may block; the
     * script waits so long and its deadline goes on running. If it throws, the script is interrupted and its error says why.
     *
     * @param stream where the output went
     * @param bytes a read-only view, valid only during the call
     */
    void output(StandardStream stream, ByteBuffer bytes);
}
