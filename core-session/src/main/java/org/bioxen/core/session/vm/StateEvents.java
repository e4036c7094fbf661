// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings state changes to who listens, on a thread beside the workers that lives while there are some. VMs never wait for it: what
 * the listener does not take in time is dropped, the oldest first, and counted. Thread-safe.
 */
final class StateEvents {
    private static final Logger LOG = LoggerFactory.getLogger(StateEvents.class);
    private static final int BOUND = 10_000;

    private final Workers workers;
    private final Deque<StateChange> queue = new ArrayDeque<>(); // guarded by this
    private boolean delivering; // guarded by this
    private long dropped; // guarded by this
    private volatile StateListener listener;

    StateEvents(Workers workers) {
        this.workers = workers;
    }

    void add(StateListener one) {
        listener = one;
    }

    synchronized void remove(StateListener one) {
        if (listener == one) {
            listener = null;
            queue.clear();
        }
    }

    /** Whether it is worth while to tell. */
    boolean isHeard() {
        return listener != null;
    }

    synchronized long dropped() {
        return dropped;
    }

    /** Takes a change over and returns at once. */
    void changed(StateChange change) {
        synchronized (this) {
            if (queue.size() >= BOUND) {
                queue.poll();
                dropped++;
            }
            queue.add(change);
            if (delivering) {
                return;
            }
            delivering = true;
        }
        try {
            workers.aside(this::deliver);
        } catch (RejectedExecutionException stopped) {
            // The manager stops: the last changes are told by who makes them, and they are few.
            deliver();
        }
    }

    private void deliver() {
        while (true) {
            Optional<StateChange> next;
            StateListener to;
            synchronized (this) {
                next = Optional.ofNullable(queue.poll());
                to = listener;
                if (next.isEmpty()) {
                    delivering = false;
                    return;
                }
            }
            if (to != null) {
                tell(to, next.get());
            }
        }
    }

    private static void tell(StateListener to, StateChange change) {
        try {
            to.changed(change);
        } catch (RuntimeException | LinkageError fault) {
            LOG.warn("VM '{}': its change to {} could not be published", change.id(), change.state(), fault);
        }
    }
}
