// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.spi.backend.OutputSink;

/** Takes so many bytes and refuses more, as the platform does; keeps the beginning. */
final class BoundedSink implements OutputSink {
    private static final int KEPT = 64 << 10;

    private final long accepted;

    // Guarded by this.
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long written;

    BoundedSink(long accepted) {
        this.accepted = accepted;
    }

    @Override
    public synchronized boolean write(StandardStream stream, byte[] bytes, int offset, int length) {
        if (written + length > accepted) {
            written = accepted;
            return false;
        }
        written += length;
        kept.write(bytes, offset, Math.min(length, KEPT - kept.size()));
        return true;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.ISO_8859_1);
    }
}
