// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bioxen.shell.remote.Frame;

/** Writes to a client's standard output or standard error. Thread-safe. */
final class ClientOutput extends OutputStream {
    private static final int CHUNK = 32 << 10;

    private final Outbox outbox;
    private final boolean error;

    ClientOutput(Outbox outbox, boolean error) {
        this.outbox = outbox;
        this.error = error;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += CHUNK) {
            int from = offset + done;
            byte[] chunk = Arrays.copyOfRange(bytes, from, from + Math.min(CHUNK, length - done));
            outbox.put(new Frame.Output(error, ByteBuffer.wrap(chunk)));
        }
    }
}
