// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.control;

import java.time.Duration;

/** When the patience of one command has an end. Immutable. */
final class Deadline {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Duration patience;
    private final long end;

    private Deadline(Duration patience) {
        this.patience = patience;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /** So much time from now on. */
    static Deadline in(Duration patience) {
        return new Deadline(patience);
    }

    /** How long it is at most until one should look again whether what is waited for has come. */
    Duration pause() {
        return PAUSE;
    }

    /**
     * Lets a moment pass.
     *
     * @param complaint said when the time is up; how much that was is put after it
     */
    void pause(String complaint) throws ServerFailure, InterruptedException {
        check(complaint);
        Thread.sleep(PAUSE.toMillis());
    }

    /** Fails with the complaint, and how much time that was, when it is up. */
    void check(String complaint) throws ServerFailure {
        if (System.nanoTime() >= end) {
            throw new ServerFailure(complaint + written(patience));
        }
    }

    /** A time as people write it. */
    static String written(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
