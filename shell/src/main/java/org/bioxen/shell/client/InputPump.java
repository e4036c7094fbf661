// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.bioxen.shell.remote.Frame;
import org.bioxen.shell.remote.Link;
import org.bioxen.shell.remote.ProtocolException;

/** Reads standard input piece by piece, whenever the server wants one, and sends it. */
final class InputPump extends Thread {
    private static final int MOST = 64 << 10;

    private final InputStream in;
    private final Link link;
    /** The server waits for the answer before it wants more. */
    private final BlockingQueue<Integer> wanted = new ArrayBlockingQueue<>(1);

    InputPump(InputStream in, Link link) {
        super("bioxen input");
        this.in = in;
        this.link = link;
        // It may wait for input when all is over.
        setDaemon(true);
    }

    /**
     * Has it read and send one piece.
     *
     * @throws ProtocolException when the last is still due
     */
    void want(int most) throws ProtocolException {
        if (most < 1 || most > MOST || !wanted.offer(most)) {
            throw new ProtocolException("the server wants " + most + " bytes at once");
        }
    }

    @Override
    public void run() {
        byte[] bytes = new byte[MOST];
        try {
            while (true) {
                int most = wanted.take();
                link.send(new Frame.Input(ByteBuffer.wrap(bytes, 0, read(bytes, most))));
            }
        } catch (IOException gone) {
            // Who receives finds it out as well.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a piece; nothing at the end, and where nothing can be read. */
    private int read(byte[] bytes, int most) {
        try {
            return Math.max(0, in.read(bytes, 0, most));
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
