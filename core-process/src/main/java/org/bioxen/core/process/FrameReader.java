// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Takes frames from a stream, many with one read where they come fast. Not thread-safe. */
final class FrameReader {
    /** Enough for what most evaluations say, since every VM has one. */
    private static final int SMALL = 4 << 10;

    /** For those that write much. */
    private static final int GROWN = 68 << 10;

    private final InputStream in;
    private byte[] buffer = new byte[SMALL];
    private int at;
    private int end;

    FrameReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next frame. What it holds is good until the next is read.
     *
     * @throws EOFException if the other side is gone, in the middle of a frame or not
     * @throws CorruptFrameException if this is no frame
     */
    Frame next() throws IOException {
        fill(Frame.HEADER);
        long length = (buffer[at] & 0xFFL) << 24
                | (buffer[at + 1] & 0xFF) << 16
                | (buffer[at + 2] & 0xFF) << 8
                | buffer[at + 3] & 0xFF;
        if (length > Frame.MAX_PAYLOAD) {
            throw new CorruptFrameException("a frame of " + length + " bytes");
        }
        byte kind = buffer[at + 4];
        at += Frame.HEADER;
        int size = (int) length;
        if (size > GROWN) {
            return new Frame(kind, large(size), 0, size);
        }
        fill(size);
        at += size;
        return new Frame(kind, buffer, at - size, size);
    }

    /** Has so many bytes in the buffer, at most as many as it holds when grown. */
    private void fill(int wanted) throws IOException {
        if (end - at >= wanted) {
            return;
        }
        byte[] from = buffer;
        if (wanted > buffer.length) {
            buffer = new byte[GROWN];
        }
        System.arraycopy(from, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        while (end < wanted) {
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                throw new EOFException();
            }
            end += count;
        }
    }

    private byte[] large(int size) throws IOException {
        int there = end - at;
        // Grows as the bytes come: a length that lies costs nothing.
        byte[] rest = in.readNBytes(size - there);
        if (rest.length < size - there) {
            throw new EOFException();
        }
        byte[] payload = new byte[size];
        System.arraycopy(buffer, at, payload, 0, there);
        System.arraycopy(rest, 0, payload, there, rest.length);
        at = end;
        return payload;
    }
}
