// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes reads of a stream interruptible: a thread of its own reads it, and only when somebody has asked, so that nothing is
 * taken from the stream that nobody wants. The thread ends at the end of the stream, and when nobody has asked for a while;
 * only while it lives does the pump hold the stream. Thread-safe.
 */
final class StreamPump {
    private static final int CHUNK = 64 << 10;
    private static final long IDLE_SECONDS = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] chunk = new byte[CHUNK];
    private int position; // guarded by lock
    private int limit; // guarded by lock
    private boolean wanted; // guarded by lock
    private boolean running; // guarded by lock
    private boolean ended; // guarded by lock
    private IOException failure; // guarded by lock

    /** A read that may wait, always of the same stream. */
    int read(InputStream stream, byte[] buffer, int offset, int length) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (position < limit) {
                    int count = Math.min(length, limit - position);
                    System.arraycopy(chunk, position, buffer, offset, count);
                    position += count;
                    return count;
                }
                if (failure != null) {
                    throw new IOException(failure.getMessage(), failure);
                }
                if (ended) {
                    return -1;
                }
                wanted = true;
                if (!running) {
                    running = true;
                    Thread thread = new Thread(() -> pump(stream), "bioxen-stdin");
                    thread.setDaemon(true);
                    thread.start();
                }
                changed.signalAll();
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pump(InputStream stream) {
        while (awaitDemand()) {
            int count;
            try {
                count = stream.read(chunk, 0, CHUNK);
            } catch (IOException broken) {
                finish(broken);
                return;
            }
            lock.lock();
            try {
                wanted = false;
                position = 0;
                limit = Math.max(count, 0);
                ended = count < 0;
                running = !ended;
                changed.signalAll();
                if (ended) {
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void finish(IOException broken) {
        lock.lock();
        try {
            failure = broken;
            running = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitDemand() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
            while (!wanted && left > 0) {
                left = changed.awaitNanos(left);
            }
            running = wanted;
            return wanted;
        } catch (InterruptedException stop) {
            running = false;
            return false;
        } finally {
            lock.unlock();
        }
    }
}
