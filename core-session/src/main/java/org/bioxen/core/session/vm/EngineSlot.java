// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The one place where a VM's engine is. What was started is in here or has been closed: there is no third way.
 *
 * <pre>
 *   EMPTY ──fill──► STARTING ──started──► OPEN ──empty──► EMPTY
 *                      │ failed, or not wanted any more: closed ► EMPTY
 *   any ──shut──► SHUT, for good: what is open is closed, what is being started is closed as soon as it is there
 * </pre>
 *
 * The holder of the VM's turn fills, empties and shuts it; anybody may look. Engines are started and closed outside the lock.
 * Thread-safe.
 */
final class EngineSlot {
    private enum State {
        EMPTY,
        STARTING,
        OPEN,
        SHUT
    }

    /** Starts an engine. */
    interface Starter {
        OwnedEngine start() throws InterruptedException;
    }

    private final Consumer<OwnedEngine> closer;
    private State state = State.EMPTY; // guarded by this
    private OwnedEngine engine; // guarded by this; there if OPEN

    /**
     * An empty one.
     *
     * @param closer closes an engine and returns after a bounded time
     */
    EngineSlot(Consumer<OwnedEngine> closer) {
        this.closer = closer;
    }

    synchronized Optional<OwnedEngine> engine() {
        return Optional.ofNullable(engine);
    }

    synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    synchronized boolean isShut() {
        return state == State.SHUT;
    }

    /**
     * Starts an engine and keeps it. If its backend leaves meanwhile, or the slot is shut, it is closed again.
     *
     * @return the engine; empty if it was closed again, or the slot is shut
     */
    Optional<OwnedEngine> fill(Starter starter) throws InterruptedException {
        synchronized (this) {
            if (state == State.SHUT) {
                return Optional.empty();
            }
            if (state != State.EMPTY) {
                throw new IllegalStateException("an engine is to be started where one is " + state);
            }
            state = State.STARTING;
        }
        OwnedEngine fresh = null;
        try {
            fresh = starter.start();
        } finally {
            if (!keep(fresh) && fresh != null) {
                closer.accept(fresh);
                fresh = null;
            }
        }
        return Optional.ofNullable(fresh);
    }

    private synchronized boolean keep(OwnedEngine fresh) {
        if (state != State.STARTING) {
            return false;
        }
        boolean wanted = fresh != null && !fresh.backend().isLeaving();
        state = wanted ? State.OPEN : State.EMPTY;
        engine = wanted ? fresh : null;
        return wanted;
    }

    /** Closes what is in it, so that another may be started. */
    void empty() {
        become(State.EMPTY);
    }

    /** Closes what is in it; nothing will ever be in it again. */
    void shut() {
        become(State.SHUT);
    }

    private void become(State next) {
        OwnedEngine old;
        synchronized (this) {
            if (state == State.SHUT || state == State.STARTING && next == State.EMPTY) {
                return;
            }
            old = engine;
            engine = null;
            state = next;
        }
        if (old != null) {
            closer.accept(old);
        }
    }
}
