// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bioxen.core.process.Starter.Kind;
import org.bioxen.core.process.Starter.Ready;
import org.bioxen.spi.backend.EngineStartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Interpreters that were started ahead, so that who asks for one need not wait. A kind is kept ready from the second time that
 * it is asked for, so that who runs one script pays for one interpreter; of many kinds those that were asked for last. What is
 * taken never comes back. One thread starts them, and ends when there is nothing to start. Thread-safe.
 */
final class WarmPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmPool.class);

    /** Of more kinds none is kept ready. */
    static final int MAX_KINDS = 4;

    /** How long one that was started ahead may take to say that it is there. */
    private static final Duration PING = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** So long after the last was taken the next is started: a start takes processors from who has just been given one. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** But where ever more are taken, it is put off for no longer than this. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Starter starter;
    private final ThreadPoolExecutor filler =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WarmPool::fillerThread);

    private final Object lock = new Object();
    /** Guarded by lock; the kind that was asked for last comes last. */
    private final Map<Kind, Shelf> shelves = new LinkedHashMap<>();

    private int size; // guarded by lock; how many of a kind
    private Duration startTimeout = Duration.ZERO; // guarded by lock
    private boolean filling; // guarded by lock; whether the filler is at work or about to be
    private long lastAsked; // guarded by lock; on the clock of System.nanoTime
    private boolean closed; // guarded by lock

    /** What there is of one kind; guarded by the pool's lock. */
    private static final class Shelf {
        final Deque<Ready> ready = new ArrayDeque<>();
        int asked;

        boolean lacks(int size) {
            return asked > 1 && ready.size() < size;
        }
    }

    /** Empty, and of size zero. */
    WarmPool(Starter starter) {
        this.starter = starter;
        filler.allowCoreThreadTimeOut(true);
    }

    private static Thread fillerThread(Runnable work) {
        Thread thread = new Thread(work, "bioxen-process-filler");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Ends all that are ready and begins anew.
     *
     * @param size how many of a kind are kept ready; 0 for none
     * @param startTimeout how long one may take to say hello
     */
    void restart(int size, Duration startTimeout) {
        List<Ready> old;
        synchronized (lock) {
            this.size = size;
            this.startTimeout = startTimeout;
            old = clear();
        }
        discard(old);
    }

    /** Called with the lock held. */
    private List<Ready> clear() {
        List<Ready> all = new ArrayList<>();
        shelves.values().forEach(shelf -> all.addAll(shelf.ready));
        shelves.clear();
        return all;
    }

    /** How many are ready, of how many that are to be. */
    String state() {
        synchronized (lock) {
            int ready = shelves.values().stream()
                    .mapToInt(shelf -> shelf.ready.size())
                    .sum();
            long kinds =
                    shelves.values().stream().filter(shelf -> shelf.asked > 1).count();
            return "warm pool: " + (size == 0 ? "off" : ready + " of " + kinds * size + " ready");
        }
    }

    /** One that is ready and there, if there is one of this kind. To be followed by {@link #refill}. */
    Optional<Ready> take(Kind kind) {
        while (true) {
            Ready one;
            synchronized (lock) {
                Shelf shelf = shelves.get(kind);
                one = shelf == null ? null : shelf.ready.poll();
            }
            if (one == null) {
                return Optional.empty();
            }
            boolean livedBefore = one.process().ending().isEmpty();
            if (starter.answers(one, PING)) {
                return Optional.of(one);
            }
            LOG.info(
                    "An interpreter that was started ahead ({}) has {}; another is used",
                    kind.executable(),
                    livedBefore ? "not answered" : "ended");
            if (livedBefore) {
                // To wait for the next one might take as long again.
                return Optional.empty();
            }
        }
    }

    /** One of this kind was asked for: sees to it that the next time some are ready. Returns at once. */
    void refill(Kind kind) {
        synchronized (lock) {
            if (closed || size == 0) {
                return;
            }
            Shelf known = shelves.remove(kind);
            Shelf shelf = known == null ? new Shelf() : known;
            shelf.asked++;
            lastAsked = System.nanoTime();
            shelves.put(kind, shelf);
            if (!filling && (shelf.lacks(size) || shelves.size() > MAX_KINDS)) {
                filling = true;
                try {
                    filler.execute(this::fill);
                } catch (RejectedExecutionException stopped) {
                    filling = false;
                }
            }
        }
    }

    /** The filler's work: until nothing is lacking, or what lacks cannot be started. */
    private void fill() {
        boolean finished = false;
        try {
            while (fillOne()) {
                // Until nothing is lacking.
            }
            finished = true;
        } finally {
            if (!finished) {
                synchronized (lock) {
                    filling = false;
                }
            }
        }
    }

    private boolean fillOne() {
        List<Ready> surplus;
        Optional<Kind> lacking;
        Duration timeout;
        synchronized (lock) {
            surplus = dropOldKinds();
            lacking = lacking();
            if (lacking.isPresent()) {
                giveWay();
                lacking = lacking();
            }
            timeout = startTimeout;
            filling = lacking.isPresent();
        }
        discard(surplus);
        lacking.ifPresent(kind -> add(kind, timeout));
        return lacking.isPresent();
    }

    /** Waits until none was asked for a while; called with the lock held. */
    private void giveWay() {
        long limit = System.nanoTime() + LONGEST_PAUSE_NANOS;
        while (!closed) {
            long now = System.nanoTime();
            long left = Math.min(lastAsked + PAUSE_NANOS - now, limit - now);
            if (left <= 0) {
                return;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            } catch (InterruptedException nobodyDoesThat) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void add(Kind kind, Duration timeout) {
        try {
            Ready one = starter.start(kind, timeout);
            if (!keep(kind, one)) {
                discard(List.of(one));
            }
        } catch (EngineStartException failed) {
            LOG.warn("No interpreter can be started ahead: {}", failed.getMessage());
            forget(kind);
        }
    }

    /** Called with the lock held. */
    private Optional<Kind> lacking() {
        return closed
                ? Optional.empty()
                : shelves.entrySet().stream()
                        .filter(entry -> entry.getValue().lacks(size))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    /** Called with the lock held. */
    private List<Ready> dropOldKinds() {
        List<Ready> dropped = new ArrayList<>();
        Iterator<Shelf> eldestFirst = shelves.values().iterator();
        for (int tooMany = shelves.size() - MAX_KINDS; tooMany > 0; tooMany--) {
            dropped.addAll(eldestFirst.next().ready);
            eldestFirst.remove();
        }
        return dropped;
    }

    /** Whether there was still a place for it. */
    private boolean keep(Kind kind, Ready one) {
        synchronized (lock) {
            Shelf shelf = shelves.get(kind);
            if (closed || shelf == null || !shelf.lacks(size)) {
                return false;
            }
            shelf.ready.add(one);
            return true;
        }
    }

    private void forget(Kind kind) {
        List<Ready> left;
        synchronized (lock) {
            Shelf shelf = shelves.remove(kind);
            left = shelf == null ? List.of() : List.copyOf(shelf.ready);
        }
        discard(left);
    }

    /** They run nothing, so that they end by themselves when told; who does not is ended. */
    private static void discard(List<Ready> surplus) {
        surplus.forEach(one -> one.process().sayGoodbye());
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Ready one : surplus) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (one.process().awaitGone(left)) {
                one.process().release();
            } else {
                Starter.end(one.process());
            }
        }
    }

    /** Ends all that are ready, and its thread; when it returns nothing is left. */
    @Override
    public void close() {
        List<Ready> left;
        Duration patience;
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
            left = clear();
            patience = startTimeout.plus(PATIENCE).plus(PATIENCE);
        }
        filler.shutdown();
        discard(left);
        boolean interrupted = false;
        try {
            filler.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
