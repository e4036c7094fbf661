// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the manager: so many places for work, given out in the order in which it comes, whatever stack it needs; threads
 * beside them for what must not wait for a place; and one for timers. All are made when first needed and end when idle, so that a
 * VM that rests holds none. Thread-safe.
 */
final class Workers {
    private static final String STOPPED = "the VM manager has been stopped";
    private static final long IDLE_SECONDS = 5;
    /** What the current thread was made with, if it is one of ours. */
    private static final ThreadLocal<Long> STACK_BYTES = ThreadLocal.withInitial(() -> 0L);

    private final Object lock = new Object();
    private int places; // guarded by lock
    private int waitingPlaces; // guarded by lock
    private final Deque<Request> requests = new ArrayDeque<>(); // guarded by lock
    private final Map<Long, ThreadPoolExecutor> pools = new HashMap<>(); // guarded by lock
    private int running; // guarded by lock
    private int waiting; // guarded by lock
    private ScheduledThreadPoolExecutor timers; // guarded by lock
    private boolean closed; // guarded by lock
    private final AtomicInteger numbers = new AtomicInteger();

    /**
     * Workers.
     *
     * @param places how many works run at once
     * @param waitingPlaces how many more may wait for something while others run in their place
     */
    Workers(int places, int waitingPlaces) {
        this.places = places;
        this.waitingPlaces = waitingPlaces;
    }

    /** What takes a place. */
    interface Work {
        /** Runs on a worker's thread. */
        void run(Place place);

        /** Says, on whatever thread, that it will not run. */
        void refused(String why);
    }

    private record Request(long stackBytes, Work work) {}

    /** The place that a work holds from its start to its end. Thread-safe. */
    final class Place {
        private boolean resting; // guarded by lock
        private boolean free; // guarded by lock

        /**
         * Says that the work waits for something outside, and lets others run meanwhile, or that it goes on. Then it does so at
         * once, even if all places are taken.
         */
        void waits(boolean on) {
            Request next = null;
            synchronized (lock) {
                if (free || resting == on || on && waiting >= waitingPlaces) {
                    return;
                }
                resting = on;
                waiting += on ? 1 : -1;
                running += on ? -1 : 1;
                if (on) {
                    next = next();
                }
            }
            start(next);
        }

        /** Gives the place back, before the work ends if it is given up; giving it back again does nothing. */
        void release() {
            Request next;
            synchronized (lock) {
                if (free) {
                    return;
                }
                free = true;
                if (resting) {
                    waiting--;
                } else {
                    running--;
                }
                next = next();
            }
            start(next);
        }
    }

    /** Changes how many there are; what runs already goes on. */
    void resize(int newPlaces, int newWaitingPlaces) {
        synchronized (lock) {
            places = newPlaces;
            waitingPlaces = newWaitingPlaces;
        }
        while (true) {
            Request next;
            synchronized (lock) {
                next = next();
            }
            if (next == null) {
                return;
            }
            start(next);
        }
    }

    /** Whether the current thread has at least this stack. */
    static boolean fits(long stackBytes) {
        return stackBytes == 0 || STACK_BYTES.get() >= stackBytes;
    }

    /** Runs this on a thread with at least this stack as soon as there is a place, in the order of the calls. */
    void execute(long stackBytes, Work work) {
        Request next;
        boolean refused;
        synchronized (lock) {
            refused = closed;
            if (!refused) {
                requests.add(new Request(stackBytes, work));
            }
            next = next();
        }
        if (refused) {
            work.refused(STOPPED);
        }
        start(next);
    }

    /** Under the lock: the work that may begin now, whose place is taken; null if there is none. */
    private Request next() {
        if (running >= places || requests.isEmpty()) {
            return null;
        }
        running++;
        return requests.poll();
    }

    private void start(Request request) {
        if (request == null) {
            return;
        }
        Place place = new Place();
        try {
            pool(request.stackBytes()).execute(() -> {
                try {
                    request.work().run(place);
                } finally {
                    place.release();
                }
            });
        } catch (RejectedExecutionException stopped) {
            request.work().refused(STOPPED);
            place.release();
        } catch (OutOfMemoryError noThread) {
            request.work().refused("no thread can be made: " + noThread.getMessage());
            place.release();
        }
    }

    /**
     * Runs this without waiting for a place.
     *
     * @throws RejectedExecutionException if the workers are closed, or no thread can be made
     */
    void aside(Runnable work) {
        try {
            pool(0).execute(work);
        } catch (OutOfMemoryError noThread) {
            throw new RejectedExecutionException("no thread can be made: " + noThread.getMessage(), noThread);
        }
    }

    private ThreadPoolExecutor pool(long stackBytes) {
        synchronized (lock) {
            if (closed) {
                throw new RejectedExecutionException(STOPPED);
            }
            return pools.computeIfAbsent(stackBytes, this::newPool);
        }
    }

    /**
     * A thread that leads to nothing of this bundle when it has ended: Felix's class loaders may remember a thread that once
     * raced another for a class, and would keep our class loader with it.
     */
    private static Thread thread(Runnable work, String name, long stackBytes) {
        Runnable reporting = () -> {
            STACK_BYTES.set(stackBytes);
            try {
                work.run();
            } catch (Throwable fault) {
                Thread self = Thread.currentThread();
                self.getUncaughtExceptionHandler().uncaughtException(self, fault);
            }
        };
        Thread thread = new Thread(null, new FutureTask<Void>(reporting, null), name, stackBytes, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }

    private ThreadPoolExecutor newPool(long stackBytes) {
        // Its bound is that of the places.
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> thread(work, "bioxen-vm-" + numbers.incrementAndGet(), stackBytes));
    }

    /**
     * Runs this after a delay, on the timer thread: it must not block.
     *
     * @throws RejectedExecutionException if the workers are closed
     */
    Future<?> schedule(Duration delay, Runnable work) {
        synchronized (lock) {
            if (closed) {
                throw new RejectedExecutionException(STOPPED);
            }
            if (timers == null) {
                timers = new ScheduledThreadPoolExecutor(1, timer -> thread(timer, "bioxen-vm-timer", 0));
                timers.setRemoveOnCancelPolicy(true);
                timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
                timers.allowCoreThreadTimeOut(true);
            }
            return timers.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** How many works run. */
    int running() {
        synchronized (lock) {
            return running;
        }
    }

    /** How many works wait for something outside. */
    int waiting() {
        synchronized (lock) {
            return waiting;
        }
    }

    /** Ends all threads that can be ended and refuses what has not begun; waits so long at most. */
    void close(Duration wait) {
        List<Request> left;
        List<ThreadPoolExecutor> all;
        ScheduledThreadPoolExecutor clock;
        synchronized (lock) {
            closed = true;
            left = new ArrayList<>(requests);
            requests.clear();
            all = new ArrayList<>(pools.values());
            clock = timers;
        }
        left.forEach(request -> request.work().refused(STOPPED));
        all.forEach(ThreadPoolExecutor::shutdown);
        if (clock != null) {
            clock.shutdownNow();
            all.add(clock);
        }
        long end = System.nanoTime() + wait.toNanos();
        try {
            for (ThreadPoolExecutor pool : all) {
                pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
