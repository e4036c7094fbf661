// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.util.concurrent.Semaphore;

/** A thread that runs coroutines, one after the other. */
final class Carrier extends Thread {
    private final Carriers pool;
    private final Semaphore given = new Semaphore(0);
    private Coroutine next;

    Carrier(Carriers pool, Coroutine first, String name) {
        super(null, null, name, LuaState.COROUTINE_STACK_BYTES, false);
        this.pool = pool;
        this.next = first;
        setDaemon(true);
    }

    /** Lets it run another coroutine; {@code null} lets it end. */
    void give(Coroutine coroutine) {
        next = coroutine;
        given.release();
    }

    @Override
    public void run() {
        while (next != null) {
            Coroutine current = next;
            next = null;
            current.run();
            if (!pool.done(this, current)) {
                return;
            }
            current.finish();
            given.acquireUninterruptibly();
        }
    }
}
