// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A socket that carries frames. Any thread may send; one thread receives. A thread that is interrupted while it uses the socket closes
 * it by that, so threads that run somebody's commands must leave the sending to another.
 */
public final class Link implements AutoCloseable {
    /** The version of the protocol; both ends must have the same. */
    public static final int VERSION = 2;

    private final SocketChannel channel;
    private final ByteBuffer header = ByteBuffer.allocate(FrameFormat.HEADER);
    /** Held while a frame is written, so that frames do not mix. */
    private final ReentrantLock sending = new ReentrantLock();

    /**
     * Takes a socket over.
     *
     * @param channel connected and blocking; closed with the link
     */
    public Link(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Sends a frame; waits while the other end takes nothing.
     *
     * @throws IOException when the other end is gone, or the link was closed
     */
    public void send(Frame frame) throws IOException {
        ByteBuffer bytes = FrameFormat.encode(frame);
        sending.lock();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } finally {
            sending.unlock();
        }
    }

    /**
     * Waits for the next frame.
     *
     * @return the frame; empty when the other end has closed the connection between two frames
     * @throws ProtocolException when the other end sends what is no frame
     * @throws IOException when the other end is gone, or the link was closed
     */
    public Optional<Frame> receive() throws IOException {
        header.clear();
        if (!fill(header)) {
            if (header.position() > 0) {
                throw new ProtocolException("the connection ended amid a frame");
            }
            return Optional.empty();
        }
        header.flip();
        byte kind = header.get();
        int length = header.getInt();
        if (length < 0 || length > FrameFormat.LIMIT) {
            throw new ProtocolException("a frame says that it has " + length + " bytes");
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        if (!fill(content)) {
            throw new ProtocolException("the connection ended amid a frame");
        }
        return Optional.of(FrameFormat.decode(kind, content.array()));
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Ends the connection; who waits in it goes on with an {@code IOException}. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing left to be lost.
        }
    }
}
