// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
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

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Object lock = new Object();
    private int places; // guarded by lock
    private int waitingPlaces; // guarded by lock
    private final Deque<Request> requests = new ArrayDeque<>(); // guarded by lock
    private final Map<Long, ThreadPoolExecutor> pools = new HashMap<>(); // guarded by lock
    private final Set<Place> held = new HashSet<>(); // guarded by lock
    private int running; // guarded by lock
    private int waiting; // guarded by lock
    private boolean looking; // guarded by lock: whether a look at what runs is under way or due
    private ScheduledThreadPoolExecutor timers; // guarded by lock
    private ThreadPoolExecutor inTurn; // guarded by lock
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

        /** Whether it waits for something outside; asked on a thread of ours while it runs and others wait for a place. */
        default boolean isWaiting() {
            return false;
        }
    }

    private record Request(long stackBytes, Work work) {}

    /** The place that a work holds from its start to its end. Thread-safe. */
    final class Place {
        private final Work work;
        private boolean forInput; // guarded by lock: the work has said that it waits
        private boolean outside; // guarded by lock: it was found waiting
        private boolean resting; // guarded by lock
        private boolean free; // guarded by lock

        private Place(Work work) {
            this.work = work;
        }

        /**
         * Says that the work waits for input, and lets others run meanwhile, or that it goes on. Then it does so at once, even if
         * all places are taken.
         */
        void waits(boolean on) {
            Request next;
            synchronized (lock) {
                forInput = on;
                next = restOrGoOn();
            }
            start(next);
        }

        private void look() {
            boolean now = work.isWaiting();
            Request next;
            synchronized (lock) {
                outside = now;
                next = restOrGoOn();
            }
            start(next);
        }

        /** Under the lock: what may begin in its place, if it rests from now on; else null. */
        private Request restOrGoOn() {
            boolean rest = forInput || outside;
            if (free || resting == rest || rest && waiting >= waitingPlaces) {
                return null;
            }
            resting = rest;
            waiting += rest ? 1 : -1;
            running += rest ? -1 : 1;
            return rest ? next() : null;
        }

        /**
         * Runs this, in its order in the line, when the work of this place has ended, which is to be soon: on the same thread if
         * that can be, which saves waking another.
         */
        void then(long stackBytes, Work next) {
            synchronized (lock) {
                if (!free && !closed) {
                    requests.add(new Request(stackBytes, next));
                    return;
                }
            }
            execute(stackBytes, next);
        }

        /** Gives the place back, before the work ends if it is given up; giving it back again does nothing. */
        void release() {
            start(end());
        }

        /** Gives the place back; what may begin in its stead, or null. */
        private Request end() {
            synchronized (lock) {
                if (free) {
                    return null;
                }
                free = true;
                held.remove(this);
                if (resting) {
                    waiting--;
                } else {
                    running--;
                }
                return next();
            }
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
        boolean look;
        synchronized (lock) {
            refused = closed;
            if (!refused) {
                requests.add(new Request(stackBytes, work));
            }
            next = next();
            look = !looking && !requests.isEmpty();
            looking |= look;
        }
        if (refused) {
            work.refused(STOPPED);
        }
        start(next);
        if (look) {
            lookSoon();
        }
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
        Place place = hold(request);
        try {
            pool(request.stackBytes()).execute(() -> runFrom(request, place));
        } catch (RejectedExecutionException stopped) {
            request.work().refused(STOPPED);
            place.release();
        } catch (OutOfMemoryError noThread) {
            request.work().refused("no thread can be made: " + noThread.getMessage());
            place.release();
        }
    }

    /** On a worker's thread: runs this, and what comes next and needs the same stack. */
    private void runFrom(Request first, Place itsPlace) {
        Request request = first;
        Place place = itsPlace;
        while (true) {
            Request next = null;
            boolean goesOn = false;
            try {
                request.work().run(place);
                goesOn = true;
            } finally {
                next = place.end();
                goesOn &= next != null && next.stackBytes() == first.stackBytes();
                if (!goesOn) {
                    start(next);
                }
            }
            if (!goesOn) {
                return;
            }
            // What came too late for the last must not hit the next.
            Thread.interrupted();
            request = next;
            place = hold(next);
        }
    }

    private Place hold(Request request) {
        Place place = new Place(request.work());
        synchronized (lock) {
            held.add(place);
        }
        return place;
    }

    /** While works wait for a place, those that have one are asked again and again whether they need it. */
    private void lookSoon() {
        try {
            schedule(LOOK, () -> {
                try {
                    aside(this::look);
                } catch (RejectedExecutionException noThread) {
                    lookSoon();
                }
            });
        } catch (RejectedExecutionException stopped) {
            // Nobody waits for a place any more.
        }
    }

    private void look() {
        List<Place> all;
        synchronized (lock) {
            all = List.copyOf(held);
        }
        all.forEach(Place::look);
        boolean again;
        synchronized (lock) {
            again = !requests.isEmpty() || held.stream().anyMatch(place -> place.outside);
            looking = again;
        }
        if (again) {
            lookSoon();
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

    /**
     * Runs this without waiting for a place, on one thread and after what was given here before.
     *
     * @throws RejectedExecutionException if the workers are closed, or no thread can be made
     */
    void inTurn(Runnable work) {
        ThreadPoolExecutor line;
        synchronized (lock) {
            if (closed) {
                throw new RejectedExecutionException(STOPPED);
            }
            if (inTurn == null) {
                inTurn = new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        events -> thread(events, "bioxen-vm-events", 0));
                inTurn.allowCoreThreadTimeOut(true);
            }
            line = inTurn;
        }
        try {
            line.execute(work);
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
            if (inTurn != null) {
                all.add(inTurn);
            }
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
