// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;
import org.bioxen.spi.backend.InputSource;

/**
 * One pump for each stream, however many executions read it in turn, so that none takes what another is owed. Thread-safe.
 * A stream is compared by identity, which is what input streams' own equality is.
 */
final class StreamPumps {
    private final Map<InputStream, StreamPump> pumps = new WeakHashMap<>(); // guarded by this

    InputSource source(InputStream stream) {
        if (stream instanceof ByteArrayInputStream) {
            // Never blocks.
            return stream::read;
        }
        return new InputSource() {
            private StreamPump pump;

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
                if (pump == null) {
                    pump = pump(stream);
                }
                return pump.read(stream, buffer, offset, length);
            }
        };
    }

    private synchronized StreamPump pump(InputStream stream) {
        return pumps.computeIfAbsent(stream, key -> new StreamPump());
    }
}
