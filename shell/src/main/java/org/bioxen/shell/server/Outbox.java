// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bioxen.shell.remote.Frame;
import org.bioxen.shell.remote.Link;

/**
 * What a client is sent, in order, by a thread that does nothing else: a command may be interrupted at any moment, and that would close
 * the socket if it wrote to it. A client that does not read holds up who writes to it, once {@value #LIMIT} bytes wait, and nobody else.
 * Thread-safe.
 */
final class Outbox implements Runnable {
    /** Bytes of output that may wait. */
    private static final int LIMIT = 256 << 10;

    private final Link link;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by lock. */
    private final Deque<Frame> frames = new ArrayDeque<>();
    /** Guarded by lock: bytes of output in {@link #frames}. */
    private int bytes;
    /** Guarded by lock: nothing is taken any more. */
    private boolean closed;
    /** Guarded by lock: the last frame is there, and nothing before it. */
    private boolean cut;

    Outbox(Link link) {
        this.link = link;
    }

    /**
     * Puts output in; waits while too much of it waits.
     *
     * @throws InterruptedIOException when the thread is interrupted; it stays so
     * @throws IOException when the client is gone
     */
    void put(Frame.Output output) throws IOException {
        lock.lock();
        try {
            while (!closed && bytes >= LIMIT) {
                changed.await();
            }
            if (closed) {
                throw new IOException("the client is gone");
            }
            bytes += output.bytes().remaining();
            frames.add(output);
            changed.signalAll();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the client did not read");
        } finally {
            lock.unlock();
        }
    }

    /** Puts a small frame in; never waits. A client that is gone misses it. */
    void tell(Frame frame) {
        lock.lock();
        try {
            if (!closed) {
                frames.add(frame);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes this frame as the last; what waits is sent before it. */
    void finish(Frame last) {
        lock.lock();
        try {
            tell(last);
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes this frame as the last, and instead of what waits; the first such is the last. */
    void cutShort(Frame last) {
        lock.lock();
        try {
            if (cut) {
                return;
            }
            cut = true;
            frames.clear();
            frames.add(last);
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the last frame was sent, or cannot be. */
    void awaitEnd(Duration patience) throws InterruptedException {
        ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends until the last frame is sent or the client is gone; closes the link then, which ends the receiving, too. */
    @Override
    public void run() {
        try {
            for (Frame frame = next(); frame != null; frame = next()) {
                link.send(frame);
            }
        } catch (IOException gone) {
            // Who receives finds it out as well.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.lock();
            try {
                closed = true;
                frames.clear();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            link.close();
            ended.countDown();
        }
    }

    /** The next frame; {@code null} when there is none to come. */
    private Frame next() throws InterruptedException {
        lock.lock();
        try {
            while (frames.isEmpty() && !closed) {
                changed.await();
            }
            Frame frame = frames.poll();
            if (frame instanceof Frame.Output output) {
                bytes -= output.bytes().remaining();
                changed.signalAll();
            }
            return frame;
        } finally {
            lock.unlock();
        }
    }
}
