// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.LogRecord;

/** One who is told of records, on a thread of its own that is there while something waits. Guarded by its own monitor. */
final class Listening implements AutoCloseable {
    /** So long {@link #close} waits for a listener that is at work. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** So many records wait at most. */
    private static final int MOST_WAITING = 10_000;

    /** So much text waits at most, in characters. */
    private static final long MOST_CHARACTERS = 4L << 20;

    private final LogQuery query;
    private final Consumer<LogRecord> listener;
    private final Consumer<Listening> forget;
    private final Backlog waiting = new Backlog(MOST_WAITING, MOST_CHARACTERS); // guarded by this
    private Thread teller; // guarded by this; null while nothing waits
    private boolean closed; // guarded by this

    Listening(LogQuery query, Consumer<LogRecord> listener, Consumer<Listening> forget) {
        this.query = query;
        this.listener = listener;
        this.forget = forget;
    }

    /** Has the record told, if it is one of those. Returns at once. */
    void offer(LogRecord record) {
        if (!query.test(record)) {
            return;
        }
        synchronized (this) {
            // What the listener itself logs would never end.
            if (closed || Thread.currentThread() == teller) {
                return;
            }
            waiting.add(record);
            if (teller == null) {
                start();
            }
        }
    }

    private void start() {
        // Of whoever logs it inherits nothing.
        Thread thread = new Thread(null, this::tell, "bioxen-log-listener", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        try {
            thread.start();
            teller = thread;
        } catch (OutOfMemoryError noThread) {
            // Who logs is not to suffer: it is told with the next record, if there is a thread to be had then.
            return;
        }
    }

    private void tell() {
        while (true) {
            Optional<LogRecord> next;
            synchronized (this) {
                next = waiting.poll();
                if (next.isEmpty()) {
                    teller = null;
                    notifyAll();
                    return;
                }
            }
            try {
                listener.accept(next.get());
            } catch (RuntimeException | Error itsOwnFault) {
                // To log it here would have it told the same listener.
                continue;
            }
        }
    }

    @Override
    public void close() {
        forget.accept(this);
        boolean interrupted = false;
        synchronized (this) {
            closed = true;
            waiting.clear();
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (teller != null && teller != Thread.currentThread() && end - System.nanoTime() > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
