// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bioxen.api.vm.Outcome;

/**
 * The stacks of a VM's coroutines. Where these are threads: one that has ended its coroutine waits for the next until the
 * evaluation ends; one whose coroutine is suspended lasts until that is resumed and ends, or nobody refers to it any more, or
 * the VM is closed.
 */
final class Carriers {
    /** So many coroutines may be alive where each has a thread. */
    static final int MAX_ALIVE = 4000;

    /** A search for dropped coroutines ends after so much work, and the vain ones take at most one part in so many of the time. */
    private static final long SEARCH_NANOS = 5_000_000_000L;

    private static final int SEARCH_SHARE = 10;

    private final Object lock = new Object();
    /** Guarded by lock. */
    private final ArrayDeque<Carrier> idle = new ArrayDeque<>(0);
    /** Guarded by lock: threads that were started and have not ended. */
    private final Set<Carrier> threads = new HashSet<>(0);
    /** Guarded by lock. */
    private boolean closed;

    private final ReferenceQueue<CoroutineValue> orphans = new ReferenceQueue<>();
    private final CoroutineTransport transport;
    private final long number;
    private long nextSearch = System.nanoTime();

    Carriers(long number, CoroutineTransport transport) {
        this.number = number;
        this.transport = transport;
    }

    private static final class Orphan extends WeakReference<CoroutineValue> {
        private final Coroutine coroutine;

        private Orphan(CoroutineValue value, ReferenceQueue<CoroutineValue> queue) {
            super(value, queue);
            this.coroutine = value.coroutine();
        }
    }

    /** How it makes stacks. */
    CoroutineTransport transport() {
        return transport;
    }

    /** A stack for a coroutine that begins. */
    CoroutineStack stack(Coroutine coroutine) {
        return transport == CoroutineTransport.CONTINUATION ? new ContinuationStack(coroutine) : thread(coroutine);
    }

    private ThreadStack thread(Coroutine coroutine) {
        endOrphans();
        if (isFull()) {
            search(coroutine.vm);
        }
        ThreadStack stack = new ThreadStack(coroutine, new Orphan(coroutine.value(), orphans));
        Carrier carrier;
        synchronized (lock) {
            if (closed) {
                throw Killed.because(Outcome.VM_LOST, "the VM was closed");
            }
            if (isFull()) {
                throw new ScriptError("too many coroutines: " + MAX_ALIVE + " are alive");
            }
            carrier = idle.poll();
            if (carrier != null) {
                carrier.give(stack);
                return stack;
            }
            carrier = new Carrier(this, stack, "bioxen-luaj-" + number + "-coroutine");
            threads.add(carrier);
        }
        try {
            carrier.start();
        } catch (OutOfMemoryError none) {
            synchronized (lock) {
                threads.remove(carrier);
            }
            throw new ScriptError("too many coroutines: no thread to be had for another");
        }
        return stack;
    }

    /** Whether the carrier, which is done with a coroutine, may wait for another. */
    boolean done(Carrier carrier) {
        synchronized (lock) {
            if (closed) {
                threads.remove(carrier);
            } else {
                idle.push(carrier);
            }
            return !closed;
        }
    }

    private boolean isFull() {
        synchronized (lock) {
            return threads.size() - idle.size() >= MAX_ALIVE;
        }
    }

    /** Ends the coroutines that nobody refers to any more, as far as the JVM has found out. */
    private boolean endOrphans() {
        boolean any = false;
        for (Reference<?> dead; (dead = orphans.poll()) != null; ) {
            any |= ((Orphan) dead).coroutine.abandon();
        }
        return any;
    }

    /**
     * Coroutines with threads cost the JVM's collector so little that it may not have looked for a long time when there are
     * too many. A script does not get to call it; but it may make garbage, as any other does, until the young generation is
     * due: it makes it here, for a bounded time and at its own charge, before it is refused what it does not hold.
     */
    private void search(LuaState vm) {
        long start = System.nanoTime();
        if (start - nextSearch < 0) {
            return;
        }
        // By its own work, not by the clock: on a busy machine the collector is due no sooner.
        long worked = Meter.now();
        boolean found = endOrphans();
        try {
            while (!found && Meter.now() - worked < SEARCH_NANOS) {
                vm.poll();
                for (int i = 0; i < 16; i++) {
                    garbage = new byte[64 << 10];
                }
                found = endOrphans();
            }
        } finally {
            garbage = null;
        }
        if (!found) {
            long end = System.nanoTime();
            nextSearch = end + (end - start) * SEARCH_SHARE;
        }
    }

    /** A field, so that the compiler does not leave out the making of it. */
    @SuppressWarnings("unused")
    private byte[] garbage;

    /** Ends the threads that wait for a coroutine; called when nothing runs. */
    void trim() {
        if (transport == CoroutineTransport.CONTINUATION) {
            return;
        }
        endOrphans();
        synchronized (lock) {
            for (Carrier carrier; (carrier = idle.poll()) != null; ) {
                threads.remove(carrier);
                carrier.give(null);
            }
        }
    }

    /** Ends all threads, suspended coroutines included, and waits for them a bounded time; called when nothing runs. */
    void close(long millis) {
        List<Carrier> ending;
        synchronized (lock) {
            closed = true;
            ending = new ArrayList<>(threads);
        }
        trim();
        for (Carrier carrier : ending) {
            ThreadStack stack = carrier.current();
            if (stack != null) {
                stack.abandon();
            }
        }
        long deadline = System.nanoTime() + millis * 1_000_000;
        boolean interrupted = false;
        for (Carrier carrier : ending) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            try {
                if (left > 0) {
                    carrier.join(left);
                }
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
