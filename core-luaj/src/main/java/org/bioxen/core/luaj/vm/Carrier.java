// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/** A thread that runs coroutines, one after the other; when it has ended it leads to nothing of this bundle. */
final class Carrier {
    private final Carriers pool;
    private final Thread thread;
    private final Semaphore given = new Semaphore(0);
    private volatile ThreadStack current;

    Carrier(Carriers pool, ThreadStack first, String name) {
        this.pool = pool;
        this.current = first;
        thread = new Thread(null, new FutureTask<Void>(this::run, null), name, LuaState.COROUTINE_STACK_BYTES, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    }

    /** Starts its thread. */
    void start() {
        thread.start();
    }

    /** Waits for the end of its thread, so long at most. */
    void join(long millis) throws InterruptedException {
        thread.join(millis);
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

    private void run() {
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
