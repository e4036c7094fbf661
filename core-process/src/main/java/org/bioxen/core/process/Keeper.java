// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all engines of a backend share and that needs a thread: ends of waits, sweeps after dead interpreters, and the look
 * for output of child processes. One thread for all, which runs no foreign code; couriers, which do, only while a sink takes
 * such output. All end by themselves when there is nothing to do. Thread-safe.
 */
final class Keeper implements AutoCloseable {
    private static final int LOOK_MILLIS = 20;
    private static final int LOOKS_BEFORE_REST = 25;
    private static final Duration SWEEP_PAUSE = Duration.ofMillis(2);

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, Keeper::clockThread);
    private final ThreadPoolExecutor couriers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Keeper::courierThread);
    private final ThreadPoolExecutor spawner =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Keeper::spawnerThread);
    private final Queue<InterpreterProcess> toSweep = new ConcurrentLinkedQueue<>();
    private final Set<Outlet> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private int idleLooks; // used by the clock's thread only

    private static final AtomicInteger NUMBER = new AtomicInteger();

    Keeper() {
        clock.setKeepAliveTime(1, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread clockThread(Runnable work) {
        return daemon(work, "bioxen-process-keeper");
    }

    private static Thread courierThread(Runnable work) {
        return daemon(work, "bioxen-process-courier-" + NUMBER.incrementAndGet());
    }

    private static Thread spawnerThread(Runnable work) {
        return daemon(work, "bioxen-process-spawner");
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts a process from a thread that lasts as long as this keeper: the kernel ends a box when the thread that started it
     * ends.
     *
     * @throws IOException if it cannot be started, or the keeper is closed
     */
    Process spawn(ProcessBuilder builder) throws IOException {
        Future<Process> starting;
        try {
            starting = spawner.submit(builder::start);
        } catch (RejectedExecutionException closed) {
            throw new IOException("the backend has been stopped", closed);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return starting.get(); // bounded: to start a process waits for nobody
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw failed.getCause() instanceof IOException why
                            ? why
                            : new IOException("no process could be started", failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends what an interpreter that has ended left behind, and says so when nothing is left of it. */
    void sweep(InterpreterProcess ended) {
        toSweep.add(ended);
        run(this::sweepAll);
    }

    /** One look at the processes of the machine serves all that have ended before it. */
    private void sweepAll() {
        List<InterpreterProcess> batch = new ArrayList<>();
        for (InterpreterProcess next = toSweep.poll(); next != null; next = toSweep.poll()) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return;
        }
        ProcessTable table = ProcessTable.now();
        batch.removeIf(ended -> ended.sweep(table));
        if (!batch.isEmpty()) {
            toSweep.addAll(batch);
            after(SWEEP_PAUSE, this::sweepAll);
        }
    }

    /** Runs a task of ours soon, on the keeper's thread; here and now if that is gone. */
    void run(Runnable task) {
        try {
            clock.execute(task);
        } catch (RejectedExecutionException closed) {
            task.run();
        }
    }

    /** Runs a task of ours after a time, unless it is cancelled; at once if the keeper is closed. */
    Future<?> after(Duration delay, Runnable task) {
        try {
            return clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            task.run();
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Looks for output of child processes until {@link #forget}. */
    void watch(Outlet outlet) {
        watched.add(outlet);
        if (!looking.get() && looking.compareAndSet(false, true)) {
            lookSoon();
        }
    }

    void forget(Outlet outlet) {
        watched.remove(outlet);
    }

    private void lookSoon() {
        try {
            clock.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            looking.set(false);
        }
    }

    private void look() {
        for (Outlet outlet : watched) {
            if (outlet.hasNewsFromChildren()) {
                try {
                    couriers.execute(outlet::deliverFromChildren);
                } catch (RejectedExecutionException closed) {
                    return;
                }
            }
        }
        idleLooks = watched.isEmpty() ? idleLooks + 1 : 0;
        if (idleLooks <= LOOKS_BEFORE_REST) {
            lookSoon();
            return;
        }
        idleLooks = 0;
        looking.set(false);
        if (!watched.isEmpty() && looking.compareAndSet(false, true)) {
            lookSoon();
        }
    }

    /** Ends its threads. What is run later is run by the caller. */
    @Override
    public void close() {
        clock.shutdown();
        couriers.shutdown();
        spawner.shutdown();
    }
}
