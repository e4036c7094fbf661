// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.lang.ref.WeakReference;
import java.util.concurrent.Semaphore;
import org.bioxen.api.vm.Outcome;

/** The stack of a {@link Carrier}, lent to a coroutine until that ends. */
final class ThreadStack implements CoroutineStack {
    private final Coroutine coroutine;
    /** Tells when nobody holds the coroutine any more. */
    final WeakReference<CoroutineValue> watch;

    private final Semaphore in = new Semaphore(0);
    private final Semaphore out = new Semaphore(0);
    private volatile boolean abandoned;

    ThreadStack(Coroutine coroutine, WeakReference<CoroutineValue> watch) {
        this.coroutine = coroutine;
        this.watch = watch;
    }

    @Override
    public void enter() {
        handOver(in, out);
    }

    @Override
    public void leave() {
        handOver(out, in);
    }

    /** The thread of the one side stops here, that of the other goes on. What each uses is counted for the evaluation. */
    private void handOver(Semaphore theirs, Semaphore mine) {
        coroutine.vm.leaveThread();
        theirs.release();
        mine.acquireUninterruptibly();
        if (abandoned) {
            throw Killed.because(Outcome.VM_LOST, "the coroutine was given up");
        }
        coroutine.vm.enterThread();
    }

    /** Runs the coroutine from its beginning to its end; called by the carrier. */
    void run() {
        in.acquireUninterruptibly();
        if (abandoned) {
            return;
        }
        coroutine.vm.enterThread();
        coroutine.run();
        if (!abandoned) {
            coroutine.vm.leaveThread();
        }
    }

    /** Gives the turn back for good; called by the carrier, when it is ready for the next coroutine. */
    void finish() {
        out.release();
    }

    @Override
    public void abandon() {
        abandoned = true;
        // It unwinds, and closes variables that living functions may share: nothing else may run meanwhile.
        in.release();
        out.acquireUninterruptibly();
    }
}
