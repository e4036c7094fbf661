// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.util.concurrent.Semaphore;

/** A thread that runs coroutines, one after the other. */
final class Carrier extends Thread {
    private final Carriers pool;
    private final Semaphore given = new Semaphore(0);
    private volatile ThreadStack current;

    Carrier(Carriers pool, ThreadStack first, String name) {
        super(null, null, name, LuaState.COROUTINE_STACK_BYTES, false);
        this.pool = pool;
        this.current = first;
        setDaemon(true);
    }

    /** Lets it run another coroutine; {@code null} lets it end. */
    void give(ThreadStack stack) {
        current = stack;
        given.release();
    }

    /** The coroutine that it runs; {@code null} if it waits for one. */
    ThreadStack current() {
        return current;
    }

    @Override
    public void run() {
        boolean again = true;
        for (ThreadStack stack = current; again && stack != null; stack = current) {
            try {
                stack.run();
            } finally {
                current = null;
                again = pool.done(this);
                stack.finish();
            }
            if (again) {
                given.acquireUninterruptibly();
            }
        }
    }
}
