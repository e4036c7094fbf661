// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bioxen.api.logging.LogControl;
import org.bioxen.api.logging.LogHistory;

/** What the verbs work with, until it is gone. Thread-safe. */
public final class LogServices {
    private final LogHistory history;
    private final LogControl control;
    private final Set<Runnable> following = ConcurrentHashMap.newKeySet();
    private volatile boolean gone;

    /**
     * The services of one log.
     *
     * @param history what was logged
     * @param control what is logged
     */
    public LogServices(LogHistory history, LogControl control) {
        this.history = history;
        this.control = control;
    }

    LogHistory history() {
        return history;
    }

    LogControl control() {
        return control;
    }

    /** Whether the log has gone, and nothing comes any more. */
    boolean isGone() {
        return gone;
    }

    /** Has this done when the log goes, or at once if it has; until {@link #leave}. */
    void follow(Runnable end) {
        following.add(end);
        if (gone) {
            end.run();
        }
    }

    void leave(Runnable end) {
        following.remove(end);
    }

    /** The log goes: who follows it is told. */
    public void close() {
        gone = true;
        following.forEach(Runnable::run);
    }
}
