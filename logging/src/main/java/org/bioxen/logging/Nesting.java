// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.core.util.ReentryGuard;

/**
 * Lets a thread log while it logs, as the {@code toString()} of an argument may do, but not without end. Counts for each thread, and
 * leaves nothing in a thread that is through. Thread-safe.
 */
final class Nesting implements ReentryGuard {
    /** So deep a thread may be in one appender; what it logs beyond is lost. */
    static final int MOST = 4;

    private final ThreadLocal<Integer> depth = new ThreadLocal<>();

    private int now() {
        Integer there = depth.get();
        return there == null ? 0 : there;
    }

    @Override
    public boolean isLocked() {
        return now() >= MOST;
    }

    @Override
    public void lock() {
        depth.set(now() + 1);
    }

    @Override
    public void unlock() {
        int left = now() - 1;
        if (left > 0) {
            depth.set(left);
        } else {
            depth.remove();
        }
    }
}
