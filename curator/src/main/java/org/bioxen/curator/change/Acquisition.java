// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.Progress.Phase;
import org.bioxen.curator.environment.LockedPackage;

/**
 * Gets several packages at once, on threads that end with it. The first failure ends all; so does the caller's interrupt, and a
 * package of which nothing is heard for too long.
 */
final class Acquisition {
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final long END_SECONDS = 10;

    private final Acquirer acquirer;
    private final int threads;
    private final Teller teller;
    private final AtomicLong fetched = new AtomicLong();

    Acquisition(Acquirer acquirer, int threads, Teller teller) {
        this.acquirer = acquirer;
        this.threads = threads;
        this.teller = teller;
    }

    /** How many bytes came from catalogs. */
    long bytesFetched() {
        return fetched.get();
    }

    /** Gets all of them; they are in the order of the question. */
    List<LockedPackage> acquire(List<Wanted> wanted) throws IOException, InterruptedException {
        if (wanted.isEmpty()) {
            return List.of();
        }
        long total = total(wanted);
        AtomicInteger done = new AtomicInteger();
        AtomicLong heard = new AtomicLong(System.nanoTime());
        AtomicInteger number = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, wanted.size()), work -> {
            Thread thread = new Thread(work, "bioxen-fetch-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<LockedPackage> work = new ExecutorCompletionService<>(pool);
            List<Future<LockedPackage>> all = new ArrayList<>();
            for (Wanted one : wanted) {
                all.add(work.submit(() -> {
                    LockedPackage got = acquirer.acquire(one, watch(one, total, heard));
                    teller.tell(Phase.UNPACK, one.id().toString(), done.incrementAndGet(), wanted.size());
                    return got;
                }));
            }
            for (int i = 0; i < wanted.size(); i++) {
                result(next(work, heard));
            }
            List<LockedPackage> got = new ArrayList<>();
            for (Future<LockedPackage> one : all) {
                got.add(result(one));
            }
            return got;
        } finally {
            end(pool);
        }
    }

    private static Future<LockedPackage> next(CompletionService<LockedPackage> work, AtomicLong heard)
            throws InterruptedException {
        while (true) {
            Future<LockedPackage> next = work.poll(1, TimeUnit.SECONDS);
            if (next != null) {
                return next;
            }
            if (System.nanoTime() - heard.get() > SILENCE.toNanos()) {
                throw new CuratorException("nothing has gone on for " + SILENCE.toSeconds()
                        + " s while packages were fetched and read; try again");
            }
        }
    }

    private Acquirer.Watch watch(Wanted one, long total, AtomicLong heard) {
        return new Acquirer.Watch() {
            @Override
            public void fetched(long bytes) {
                alive();
                teller.tell(Phase.FETCH, one.id().toString(), fetched.addAndGet(bytes), total);
            }

            @Override
            public void alive() {
                heard.set(System.nanoTime());
            }
        };
    }

    private long total(List<Wanted> wanted) throws IOException {
        long total = 0;
        for (Wanted one : wanted) {
            if (!acquirer.isStored(one)) {
                if (one.size().isEmpty()) {
                    return -1;
                }
                total += one.size().getAsLong();
            }
        }
        return total;
    }

    private static LockedPackage result(Future<LockedPackage> done) throws IOException, InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof IOException disk) {
                throw disk;
            }
            if (cause instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(cause);
        }
    }

    /** Ends the threads; who does not hear an interrupt is a daemon, and what it does counts no more. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            pool.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
