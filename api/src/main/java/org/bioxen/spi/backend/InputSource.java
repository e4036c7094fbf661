// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a script reads as standard input. It belongs to one evaluation, but what an engine has read ahead and the script has
 * not consumed is the engine's to keep for the next read of that evaluation only.
 */
@ProviderType
@FunctionalInterface
public interface InputSource {
    /**
     * Reads what is there, and waits if nothing is; that the engine calls it is how the platform knows that the script waits.
     * The thread that waits may be interrupted.
     *
     * @param buffer where to
     * @param offset from where on
     * @param length at most so many bytes, at least one
     * @return how many bytes, at least one; or -1 at the end
     * @throws IOException if reading fails; the script sees it as an error of its read
     * @throws InterruptedException if the waiting thread is interrupted, or the evaluation has been asked to stop
     */
    int read(byte[] buffer, int offset, int length) throws IOException, InterruptedException;

    /** A source that is at its end. */
    static InputSource empty() {
        return (buffer, offset, length) -> -1;
    }
}
