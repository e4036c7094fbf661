// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogUnavailableException;

/**
 * Calls one catalog on threads of its own, so that a catalog that never answers holds up nobody but itself: each call has a deadline,
 * after which the caller goes on and the thread is interrupted. Thread-safe.
 */
final class CatalogCalls {
    private static final int QUESTIONS = 8;
    private static final int STREAMS = 16;
    private static final long IDLE_SECONDS = 2;

    private final String catalog;
    private final Supplier<Duration> timeouts;
    private final Semaphore questions = new Semaphore(QUESTIONS);
    private final Semaphore streams = new Semaphore(STREAMS);
    private final ThreadPoolExecutor threads;
    private final Object lock = new Object();
    private final Set<Call<?>> running = new HashSet<>(); // guarded by lock
    private boolean gone; // guarded by lock

    /** What is asked. It runs on a thread of the catalog's. */
    interface Question<T> {
        T ask(CatalogCall call) throws CatalogException, IOException;
    }

    /**
     * What becomes of an answer.
     *
     * @param afterwards what the thread that asked does with it when it has been given
     * @param late what that thread does if nobody waits any more
     * @param unwanted what the caller does who got it and cannot take it
     * @param cut what is done when the catalog goes
     */
    private record Use<T>(Consumer<T> afterwards, Consumer<T> late, Consumer<T> unwanted, Consumer<T> cut) {
        static <T> Use<T> nothing() {
            return new Use<>(answer -> {}, answer -> {}, answer -> {}, answer -> {});
        }
    }

    CatalogCalls(String catalog, Supplier<Duration> timeouts) {
        this.catalog = catalog;
        this.timeouts = timeouts;
        threads = new ThreadPoolExecutor(
                0, QUESTIONS + STREAMS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "bioxen-catalog-" + catalog);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws CatalogException what the catalog said, or {@link CatalogUnavailableException} if it has gone, did not answer in
     *     time, or threw something unheard of
     * @throws InterruptedException if the caller is interrupted; the call is, too
     */
    <T> T ask(Question<T> question) throws CatalogException, InterruptedException {
        return start(new Call<>(question, questions, Use.nothing()));
    }

    /**
     * Opens a stream. What comes is read ahead by a thread of the catalog's, so that its reader never waits for long.
     *
     * @throws CatalogException as {@link #ask}
     * @throws InterruptedException as {@link #ask}
     */
    ReadAhead open(Question<ArtifactStream> question, long most) throws CatalogException, InterruptedException {
        return start(new Call<>(
                call -> new ReadAhead(catalog, question.ask(call), most, timeouts.get()),
                streams,
                new Use<>(ReadAhead::pump, ReadAhead::abandon, ReadAhead::close, ReadAhead::breakOff)));
    }

    /** The catalog has gone: whoever waits for it is told, whatever runs is interrupted. */
    void leave() {
        Set<Call<?>> last;
        synchronized (lock) {
            gone = true;
            last = Set.copyOf(running);
        }
        for (Call<?> call : last) {
            call.cut();
        }
        threads.shutdownNow();
    }

    boolean isGone() {
        synchronized (lock) {
            return gone;
        }
    }

    CatalogUnavailableException hasGone() {
        return new CatalogUnavailableException("it has gone");
    }

    private <T> T start(Call<T> call) throws CatalogException, InterruptedException {
        if (isGone()) {
            throw hasGone();
        }
        if (!call.slots.tryAcquire(call.timeLeft().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new CatalogUnavailableException("earlier calls have not come back for " + call.seconds());
        }
        try {
            threads.execute(call);
        } catch (RejectedExecutionException ended) {
            call.slots.release();
            throw hasGone();
        }
        return call.await();
    }

    /** One call. The thread that runs it is interrupted when nobody waits any more. */
    private final class Call<T> implements Runnable, CatalogCall {
        private final Question<T> question;
        private final Semaphore slots;
        private final Use<T> use;
        private final Duration timeout = timeouts.get();
        private final long end = System.nanoTime() + timeout.toNanos();
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Thread runner; // guarded by answer

        Call(Question<T> question, Semaphore slots, Use<T> use) {
            this.question = question;
            this.slots = slots;
            this.use = use;
        }

        String seconds() {
            return timeout.toMillis() < 1000 ? timeout.toMillis() + " ms" : timeout.toSeconds() + " s";
        }

        @Override
        public Duration timeLeft() {
            return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        }

        @Override
        public boolean isCancelled() {
            return answer.isCompletedExceptionally() || timeLeft().isZero();
        }

        @Override
        public void run() {
            try {
                if (begin()) {
                    T given = question.ask(this);
                    (answer.complete(given) ? use.afterwards() : use.late()).accept(given);
                }
            } catch (Throwable thrown) { // a plugin may throw anything; whoever waits is told
                answer.completeExceptionally(thrown);
            } finally {
                finish();
            }
        }

        private boolean begin() {
            synchronized (lock) {
                running.add(this);
                if (gone) {
                    answer.completeExceptionally(hasGone());
                }
            }
            synchronized (answer) {
                runner = Thread.currentThread();
            }
            return !answer.isDone();
        }

        private void finish() {
            synchronized (lock) {
                running.remove(this);
            }
            synchronized (answer) {
                runner = null;
            }
            Thread.interrupted(); // it was meant for this call, not for the next on this thread
            slots.release();
        }

        T await() throws CatalogException, InterruptedException {
            try {
                return answer.get(timeLeft().toNanos() + 1, TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                giveUp(new CatalogUnavailableException("it did not answer within " + seconds()));
            } catch (InterruptedException interrupted) {
                if (!giveUp(new CatalogUnavailableException("nobody waits any more"))
                        && !answer.isCompletedExceptionally()) {
                    use.unwanted().accept(answer.join());
                }
                throw interrupted;
            } catch (ExecutionException thrown) {
                throw typed(thrown.getCause());
            }
            try {
                return answer.join(); // what was just said, or what came in the last moment
            } catch (CompletionException thrown) {
                throw typed(thrown.getCause());
            }
        }

        /** Ends it, unless there is an answer. */
        private boolean giveUp(CatalogUnavailableException reason) {
            boolean ended = answer.completeExceptionally(reason);
            if (ended) {
                interrupt();
            }
            return ended;
        }

        /** Ends it, and what its answer does. */
        void cut() {
            if (!giveUp(hasGone()) && !answer.isCompletedExceptionally()) {
                use.cut().accept(answer.join());
                interrupt();
            }
        }

        private void interrupt() {
            synchronized (answer) {
                if (runner != null) {
                    runner.interrupt();
                }
            }
        }

        private CatalogException typed(Throwable thrown) {
            if (thrown instanceof CatalogException known) {
                return known;
            }
            return new CatalogUnavailableException(
                    "it failed with " + thrown.getClass().getSimpleName() + ": " + Texts.message(thrown), thrown);
        }
    }
}
