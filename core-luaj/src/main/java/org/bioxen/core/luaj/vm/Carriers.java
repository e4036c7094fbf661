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

/**
 * The threads of a VM's coroutines. One that has ended its coroutine waits for the next until the evaluation ends; one whose
 * coroutine is suspended lasts until that is resumed, or nobody refers to it any more, or the VM is closed.
 */
final class Carriers {
    /** So many coroutines may be alive; each has a thread. */
    static final int MAX_ALIVE = 4000;

    private final Object lock = new Object();
    /** Guarded by lock. */
    private final ArrayDeque<Carrier> idle = new ArrayDeque<>();
    /** Guarded by lock: threads that were started and have not ended. */
    private final Set<Carrier> threads = new HashSet<>();
    /** Guarded by lock: coroutines that were started and have not ended. */
    private final Set<Coroutine> alive = new HashSet<>();
    /** Guarded by lock: keeps the references alive that the queue is to deliver. */
    private final Set<Orphan> watched = new HashSet<>();

    private final ReferenceQueue<CoroutineValue> orphans = new ReferenceQueue<>();
    private final long number;
    private boolean closed;

    Carriers(long number) {
        this.number = number;
    }

    private static final class Orphan extends WeakReference<CoroutineValue> {
        private final Coroutine coroutine;

        private Orphan(CoroutineValue value, ReferenceQueue<CoroutineValue> queue) {
            super(value, queue);
            this.coroutine = value.coroutine();
        }
    }

    /** Has a thread ready for a coroutine; it runs when its turn comes. */
    void start(Coroutine coroutine) {
        endOrphans();
        CoroutineValue value = coroutine.value();
        Carrier carrier;
        synchronized (lock) {
            if (closed) {
                throw Killed.because(org.bioxen.api.vm.Outcome.VM_LOST, "the VM was closed");
            }
            if (alive.size() >= MAX_ALIVE) {
                throw new ScriptError("too many coroutines: " + MAX_ALIVE + " are alive");
            }
            Orphan watch = new Orphan(value, orphans);
            coroutine.value(watch);
            watched.add(watch);
            alive.add(coroutine);
            carrier = idle.poll();
            if (carrier != null) {
                carrier.give(coroutine);
                return;
            }
            carrier = new Carrier(this, coroutine, "bioxen-luaj-" + number + "-coroutine");
            threads.add(carrier);
        }
        try {
            carrier.start();
        } catch (OutOfMemoryError none) {
            synchronized (lock) {
                threads.remove(carrier);
                alive.remove(coroutine);
            }
            throw new ScriptError("cannot create a coroutine: no thread to be had for it");
        }
    }

    /** Whether the carrier, which is done with a coroutine, may wait for another. */
    boolean done(Carrier carrier, Coroutine coroutine) {
        synchronized (lock) {
            alive.remove(coroutine);
            if (!coroutine.isAbandoned() && !closed) {
                idle.push(carrier);
                return true;
            }
            threads.remove(carrier);
        }
        if (!coroutine.isAbandoned()) {
            coroutine.finish();
        }
        return false;
    }

    private void endOrphans() {
        for (Reference<?> dead; (dead = orphans.poll()) != null; ) {
            Orphan orphan = (Orphan) dead;
            boolean suspended;
            synchronized (lock) {
                watched.remove(orphan);
                suspended = alive.contains(orphan.coroutine);
            }
            if (suspended) {
                orphan.coroutine.abandon();
            }
        }
    }

    /** Ends the threads that wait for a coroutine; called when nothing runs. */
    void trim() {
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
        List<Coroutine> suspended;
        List<Carrier> ending;
        synchronized (lock) {
            closed = true;
            suspended = new ArrayList<>(alive);
            ending = new ArrayList<>(threads);
            watched.clear();
        }
        trim();
        suspended.forEach(Coroutine::abandon);
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
