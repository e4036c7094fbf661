// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.bioxen.api.session.SessionEvents;
import org.bioxen.api.vm.VmEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to who listens, on one thread beside the workers that lives while there are some: the Event Admin keeps the
 * order of what one thread posts, and no other. Nobody waits for it: what the sink does not take in time is dropped, the oldest
 * first, and counted. Thread-safe.
 */
final class EventQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    private static final int BOUND = 10_000;

    private final Workers workers;
    private final Deque<PlatformEvent> queue = new ArrayDeque<>(); // guarded by this
    private boolean delivering; // guarded by this
    private long dropped; // guarded by this
    private volatile EventSink sink;

    EventQueue(Workers workers) {
        this.workers = workers;
    }

    void add(EventSink one) {
        sink = one;
    }

    synchronized void remove(EventSink one) {
        if (sink == one) {
            sink = null;
            queue.clear();
        }
    }

    /** Whether it is worth while to tell. */
    boolean isHeard() {
        return sink != null;
    }

    synchronized long dropped() {
        return dropped;
    }

    /** Takes an event over and returns at once. */
    void post(PlatformEvent event) {
        synchronized (this) {
            if (queue.size() >= BOUND) {
                queue.poll();
                dropped++;
            }
            queue.add(event);
            if (delivering) {
                return;
            }
            delivering = true;
        }
        try {
            workers.inTurn(this::deliver);
        } catch (RejectedExecutionException stopped) {
            // The manager stops: the last events are told by who makes them, and they are few.
            deliver();
        }
    }

    private void deliver() {
        while (true) {
            Optional<PlatformEvent> next;
            EventSink to;
            synchronized (this) {
                next = Optional.ofNullable(queue.poll());
                to = sink;
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

    private static LogSubject about(PlatformEvent event) {
        Map<String, Object> properties = event.properties();
        Optional<String> session = id(properties, SessionEvents.SESSION);
        return new LogSubject(id(properties, VmEvents.VM).or(() -> session), session, false);
    }

    private static Optional<String> id(Map<String, Object> properties, String key) {
        return Optional.ofNullable(properties.get(key)).map(String::valueOf);
    }

    private static void tell(EventSink to, PlatformEvent event) {
        try {
            to.accept(event);
        } catch (RuntimeException | LinkageError fault) {
            about(event).run(() -> LOG.warn("the event {} could not be published", event, fault));
        }
    }
}
