// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.OptionalLong;
import org.bioxen.spi.catalog.ArtifactStream;

/**
 * A catalog's stream, read by one thread for another: the reader waits for a bounded time for the next bytes, and its closing never
 * waits for the catalog. One reader at a time.
 */
final class ReadAhead extends InputStream {
    private static final int CHUNK = 1 << 16;
    private static final int MOST_CHUNKS = 8;
    private static final Duration PATIENCE_WITH_READER = Duration.ofMinutes(10);

    private final String catalog;
    private final InputStream source;
    private final OptionalLong length;
    private final long most;
    private final Duration stall;

    private final Object lock = new Object();
    private final Deque<byte[]> chunks = new ArrayDeque<>(); // guarded by lock
    private IOException failure; // guarded by lock
    private boolean ended; // guarded by lock
    private boolean closed; // guarded by lock
    private Thread pump; // guarded by lock
    private byte[] current = {};
    private int at;

    /**
     * Takes over a stream.
     *
     * @param most more bytes than this are a failure
     * @param stall how long the next bytes may take
     */
    ReadAhead(String catalog, ArtifactStream stream, long most, Duration stall) {
        this.catalog = catalog;
        this.source = stream.bytes();
        this.length = stream.length();
        this.most = most;
        this.stall = stall;
    }

    OptionalLong length() {
        return length;
    }

    /** Reads the source to its end; on a thread of the catalog's. */
    void pump() {
        try {
            if (begin()) {
                copy();
            }
            finish(null);
        } catch (InterruptedException interrupted) {
            finish(new IOException("the artifact broke off: catalog '" + catalog + "' was stopped"));
        } catch (Throwable thrown) { // a plugin may throw anything; the reader is told
            finish(new IOException(
                    "catalog '" + catalog + "' broke off the artifact: " + Texts.message(thrown), thrown));
        } finally {
            abandon();
        }
    }

    private boolean begin() {
        synchronized (lock) {
            pump = Thread.currentThread();
            return !closed && !ended;
        }
    }

    private void copy() throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK];
        long total = 0;
        while (true) {
            int count = source.read(buffer, 0, buffer.length);
            if (count < 0) {
                return;
            }
            total += count;
            if (count == 0 || count > buffer.length) {
                throw new IOException("its stream read " + count + " bytes, which no stream may");
            }
            if (total > most) {
                throw new IOException("more than " + most + " bytes came");
            }
            if (!put(Arrays.copyOf(buffer, count))) {
                return;
            }
        }
    }

    private boolean put(byte[] chunk) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_WITH_READER.toNanos();
        synchronized (lock) {
            while (chunks.size() >= MOST_CHUNKS && !closed) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new IOException("nobody read on");
                }
                lock.wait(Math.max(1, left / 1_000_000));
            }
            chunks.add(chunk);
            lock.notifyAll();
            return !closed;
        }
    }

    private void finish(IOException why) {
        synchronized (lock) {
            pump = null;
            end(why);
        }
    }

    private void end(IOException why) {
        if (!ended) {
            ended = true;
            failure = why;
        }
        lock.notifyAll();
    }

    /** The catalog has gone: the reader gets what there is, and then is told. */
    void breakOff() {
        synchronized (lock) {
            end(new IOException("the artifact broke off: catalog '" + catalog + "' has gone"));
        }
    }

    /** Closes the source; on a thread of the catalog's. */
    void abandon() {
        try {
            source.close();
        } catch (IOException | RuntimeException | LinkageError alreadyOver) {
            // what was read is judged by its digest; how the source ends changes nothing
        }
    }

    @Override
    public int read() throws IOException {
        return advance() ? current[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, into.length);
        if (count == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int given = Math.min(count, current.length - at);
        System.arraycopy(current, at, into, offset, given);
        at += given;
        return given;
    }

    private boolean advance() throws IOException {
        if (at < current.length) {
            return true;
        }
        long end = System.nanoTime() + stall.toNanos();
        synchronized (lock) {
            while (chunks.isEmpty() && !ended && !closed) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new IOException(
                            "nothing came from catalog '" + catalog + "' for " + stall.toSeconds() + " s");
                }
                waitAtMost(left);
            }
            if (closed) {
                throw new IOException("the stream is closed");
            }
            if (chunks.isEmpty()) {
                if (failure != null) {
                    throw new IOException(failure.getMessage(), failure);
                }
                return false;
            }
            current = chunks.remove();
            at = 0;
            lock.notifyAll();
            return true;
        }
    }

    private void waitAtMost(long nanos) throws IOException {
        try {
            lock.wait(Math.max(1, nanos / 1_000_000));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading from catalog '" + catalog + "'");
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            chunks.clear();
            if (pump != null) {
                pump.interrupt();
            }
            lock.notifyAll();
        }
    }
}
