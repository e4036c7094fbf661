// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What happens on a signal that ends the process (Ctrl-C, kill): the thread at work is interrupted and gets some time to
 * finish in good order; the JVM ends with the signal's exit code when it has finished, or when the time is up.
 */
final class Termination {
    private final Thread worker;
    private final Duration grace;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicReference<List<Runnable>> lastResort = new AtomicReference<>(List.of());
    private volatile boolean requested;

    /**
     * Makes a guard that does nothing yet.
     *
     * @param worker the thread at work
     * @param grace how long it gets to finish
     */
    Termination(Thread worker, Duration grace) {
        this.worker = worker;
        this.grace = grace;
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

    /** The thread has finished: nothing is waited for any more. */
    void finished() {
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
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
