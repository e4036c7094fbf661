// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * A body that is read as it comes. Unlike the JDK's it ends its reader's wait when that is interrupted, and when nothing has come for
 * {@value #STALL_SECONDS} s. One reader.
 */
final class Body extends InputStream implements BodySubscriber<InputStream> {
    private static final int STALL_SECONDS = 60;

    private final URI from;
    private final Object lock = new Object();
    private final Queue<ByteBuffer> come = new ArrayDeque<>(); // guarded by lock
    private Subscription subscription; // guarded by lock
    private Throwable failure; // guarded by lock
    private boolean ended; // guarded by lock
    private boolean closed; // guarded by lock
    private ByteBuffer current = ByteBuffer.allocate(0);

    Body(URI from) {
        this.from = from;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        boolean wanted;
        synchronized (lock) {
            subscription = given;
            wanted = !closed;
        }
        if (wanted) {
            given.request(1);
        } else {
            given.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        synchronized (lock) {
            come.addAll(buffers);
            lock.notifyAll();
        }
    }

    @Override
    public void onError(Throwable broken) {
        synchronized (lock) {
            failure = broken;
            lock.notifyAll();
        }
    }

    @Override
    public void onComplete() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        return advance() ? current.get() & 0xff : -1;
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
        int given = Math.min(count, current.remaining());
        current.get(into, offset, given);
        return given;
    }

    private boolean advance() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(STALL_SECONDS).toNanos();
        while (!current.hasRemaining()) {
            Subscription more;
            synchronized (lock) {
                await(end);
                if (closed) {
                    throw new IOException("the stream is closed");
                }
                if (come.isEmpty() && failure != null) {
                    throw new IOException(from + " broke off: " + HttpFetcher.why(failure), failure);
                }
                if (come.isEmpty()) {
                    return false;
                }
                current = come.remove();
                more = come.isEmpty() ? subscription : null;
            }
            if (more != null) {
                more.request(1);
            }
        }
        return true;
    }

    private void await(long end) throws IOException {
        while (come.isEmpty() && failure == null && !ended && !closed) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new IOException("nothing came from " + from + " for " + STALL_SECONDS + " s");
            }
            try {
                lock.wait(left / 1_000_000 + 1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading " + from);
            }
        }
    }

    @Override
    public void close() {
        Subscription last;
        synchronized (lock) {
            closed = true;
            come.clear();
            last = subscription;
            lock.notifyAll();
        }
        if (last != null) {
            last.cancel();
        }
    }
}
