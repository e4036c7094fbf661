// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * What happens on a signal that ends the process (Ctrl-C, kill): the thread at work is interrupted and gets some time to
 * finish in good order; the JVM ends with the signal's exit code when it has finished, or when the time is up.
 */
final class Termination {
    private final Thread worker;
    private final Duration grace;
    private final IntConsumer halt;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicReference<List<Runnable>> lastResort = new AtomicReference<>(List.of());
    private volatile boolean requested;
    private volatile boolean succeeded;

    private Termination(Thread worker, Duration grace, IntConsumer halt) {
        this.worker = worker;
        this.grace = grace;
        this.halt = halt;
    }

    /**
     * Makes a guard that does nothing yet.
     *
     * @param worker the thread at work
     * @param grace how long it gets to finish
     */
    static Termination ofCommand(Thread worker, Duration grace) {
        return new Termination(worker, grace, code -> {});
    }

    /**
     * Makes a guard, that does nothing yet, of a process that a signal is the usual way to end: when its thread has finished in good
     * order, the exit code is 0 and not the signal's.
     *
     * @param halt ends the JVM with an exit code
     */
    static Termination ofServer(Thread worker, Duration grace, IntConsumer halt) {
        return new Termination(worker, grace, halt);
    }

    /** Takes the process' signals from now on. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::terminate, "bioxen termination"));
    }

    /** Whether the process has been told to end. */
    boolean requested() {
        return requested;
    }

    /** Says what is left to do for a thread that does not finish in time. */
    void lastResort(Runnable... actions) {
        lastResort.set(List.of(actions));
    }

    /** The thread has finished, with this exit code: nothing is waited for any more. */
    void finished(int code) {
        succeeded = code == 0;
        finished.countDown();
    }

    /** What a signal does. Returns when the thread has finished, or when the time is up and the last resort is done. */
    void terminate() {
        requested = true;
        if (finished.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            if (!finished.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                lastResort.get().forEach(Runnable::run);
            } else if (succeeded) {
                halt.accept(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
