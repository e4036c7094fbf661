// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bioxen.shell.remote.Frame;
import org.bioxen.shell.remote.ProtocolException;

/**
 * What a client reads, as far as it was asked for: a file or a pipe is asked when a command reads, so that what no command reads stays
 * there; a terminal is asked before, as people type ahead. Thread-safe.
 */
final class ClientInput {
    /** The answer of {@link #read} at the end of the input. */
    static final int END = -1;
    /** The answer of {@link #read} when the time has passed. */
    static final int EXPIRED = -2;

    /** Bytes that are asked for at once. */
    private static final int PIECE = 8 << 10;

    /** Bytes that a person may type ahead. */
    private static final int AHEAD = 16 << 10;

    private final Outbox outbox;
    private final boolean terminal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    /** Guarded by lock: an empty one is an end. */
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    /** Guarded by lock: bytes in {@link #pieces}. */
    private int available;
    /** Guarded by lock: an answer is due. */
    private boolean wanted;
    /** Guarded by lock: there is nothing more to come. */
    private boolean closed;

    ClientInput(Outbox outbox, boolean terminal) {
        this.outbox = outbox;
        this.terminal = terminal;
    }

    /** Begins to ask, where it is asked before. */
    void open() {
        lock.lock();
        try {
            want(terminal);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes an answer of the client.
     *
     * @throws ProtocolException when it was not asked for
     */
    void add(ByteBuffer bytes) throws ProtocolException {
        lock.lock();
        try {
            if (!wanted || bytes.remaining() > PIECE) {
                throw new ProtocolException("input of " + bytes.remaining() + " bytes that was not asked for");
            }
            wanted = false;
            pieces.add(bytes);
            available += bytes.remaining();
            want(terminal);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was typed and not read, as a terminal does when the user interrupts. */
    void flush() {
        lock.lock();
        try {
            pieces.clear();
            available = 0;
            want(terminal);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the input: who reads finds its end, now and from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads what there is, or waits for it. The end of a terminal's input is found once, as somebody may type again after Ctrl-D; the end
     * of other input is found from then on.
     *
     * @param most bytes to read at most
     * @param peek whether to leave them
     * @param millis how long to wait; 0 or less: without end, as JLine means it
     * @return how many were read, {@link #END} or {@link #EXPIRED}
     * @throws InterruptedIOException when the thread is interrupted while it waits
     */
    int read(byte[] into, int offset, int most, boolean peek, long millis) throws IOException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (pieces.isEmpty() && !closed) {
                if (millis > 0 && left <= 0) {
                    return EXPIRED;
                }
                want(true);
                if (millis <= 0) {
                    arrived.await();
                } else {
                    left = arrived.awaitNanos(left);
                }
            }
            return pieces.isEmpty() ? END : take(into, offset, most, peek);
        } catch (InterruptedException interrupted) {
            if (closed) {
                // The interrupt is one of those that end what runs: it must not pass for Ctrl-C.
                Thread.currentThread().interrupt();
                return END;
            }
            throw new InterruptedIOException("interrupted while reading");
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is nothing more to come. */
    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held. */
    private int take(byte[] into, int offset, int most, boolean peek) {
        ByteBuffer first = pieces.element();
        if (!first.hasRemaining()) {
            closed |= !terminal;
            if (!peek) {
                pieces.remove();
                want(terminal);
            }
            return END;
        }
        int count = Math.min(most, first.remaining());
        (peek ? first.duplicate() : first).get(into, offset, count);
        if (!peek) {
            available -= count;
            if (!first.hasRemaining()) {
                pieces.remove();
            }
            want(terminal);
        }
        return count;
    }

    /** Asks for more, unless it has been asked, there is enough, or it is too early. Called with the lock held. */
    private void want(boolean now) {
        if (now && !wanted && !closed && available < AHEAD) {
            wanted = true;
            outbox.tell(new Frame.Want(PIECE));
        }
    }

    /** The input as a stream that waits. */
    InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int most) throws IOException {
                return most == 0 ? 0 : ClientInput.this.read(into, offset, most, false, 0);
            }

            @Override
            public int available() {
                return ClientInput.this.available();
            }
        };
    }

    private int available() {
        lock.lock();
        try {
            return available;
        } finally {
            lock.unlock();
        }
    }
}
