// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the manager: a bounded pool for each stack size that backends ask for, and one for timers. All are made when
 * first needed and end when idle, so that a VM that rests holds none. Thread-safe.
 */
final class Workers {
    private static final long IDLE_SECONDS = 5;

    private final Object lock = new Object();
    private final int threads;
    private final Map<Long, ThreadPoolExecutor> pools = new HashMap<>(); // guarded by lock
    private ScheduledThreadPoolExecutor timers; // guarded by lock
    private boolean closed; // guarded by lock
    private final AtomicInteger numbers = new AtomicInteger();

    /** With at most so many threads of one stack size. */
    Workers(int threads) {
        this.threads = threads;
    }

    /** A thread that knows its stack size. */
    private static final class Worker extends Thread {
        final long stackBytes;

        Worker(Runnable work, String name, long stackBytes) {
            super(null, work, name, stackBytes);
            this.stackBytes = stackBytes;
            setDaemon(true);
        }
    }

    /** Whether the current thread has at least this stack. */
    static boolean fits(long stackBytes) {
        return stackBytes == 0 || Thread.currentThread() instanceof Worker worker && worker.stackBytes >= stackBytes;
    }

    /**
     * Runs this on a thread with at least this stack.
     *
     * @throws RejectedExecutionException if the workers are closed
     */
    void execute(long stackBytes, Runnable work) {
        pool(stackBytes).execute(work);
    }

    private ThreadPoolExecutor pool(long stackBytes) {
        synchronized (lock) {
            if (closed) {
                throw new RejectedExecutionException("the VM manager has been stopped");
            }
            return pools.computeIfAbsent(stackBytes, this::newPool);
        }
    }

    private ThreadPoolExecutor newPool(long stackBytes) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new Worker(work, "bioxen-vm-" + numbers.incrementAndGet(), stackBytes));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Runs this after a delay, on the timer thread: it must not block.
     *
     * @throws RejectedExecutionException if the workers are closed
     */
    Future<?> schedule(Duration delay, Runnable work) {
        synchronized (lock) {
            if (closed) {
                throw new RejectedExecutionException("the VM manager has been stopped");
            }
            if (timers == null) {
                timers = new ScheduledThreadPoolExecutor(1, work2 -> new Worker(work2, "bioxen-vm-timer", 0));
                timers.setRemoveOnCancelPolicy(true);
                timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
                timers.allowCoreThreadTimeOut(true);
            }
            return timers.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Ends all threads that can be ended; waits for them so long at most. */
    void close(Duration wait) {
        synchronized (lock) {
            closed = true;
            pools.values().forEach(ThreadPoolExecutor::shutdown);
            if (timers != null) {
                timers.shutdownNow();
            }
        }
        long end = System.nanoTime() + wait.toNanos();
        try {
            for (ThreadPoolExecutor pool : pools.values()) {
                pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            if (timers != null) {
                timers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
