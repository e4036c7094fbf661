// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.lang.management.ManagementFactory;

/** What the JVM counts of the current thread. Counting allocated bytes is an extension that not every JVM has. */
final class Counters {
    /** What stands for a number that cannot be told. */
    static final long UNKNOWN = -1;

    private static final java.lang.management.ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean COUNTS_CPU_TIME = THREADS.isCurrentThreadCpuTimeSupported();
    private static final boolean COUNTS_ALLOCATION = countsAllocation();

    private Counters() {}

    /** The extension; loaded only where it is there. */
    private static final class Extension {
        private static final com.sun.management.ThreadMXBean THREADS =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

        private Extension() {}

        private static boolean isUsable() {
            return THREADS.isThreadAllocatedMemorySupported() && THREADS.isThreadAllocatedMemoryEnabled();
        }
    }

    private static boolean countsAllocation() {
        try {
            return Extension.isUsable();
        } catch (LinkageError | ClassCastException missing) {
            return false;
        }
    }

    /** Whether this JVM counts what platform threads allocate. */
    static boolean hasAllocation() {
        return COUNTS_ALLOCATION;
    }

    /** Bytes that the current thread has allocated so far; {@link #UNKNOWN} on a virtual thread. */
    static long allocated() {
        return COUNTS_ALLOCATION ? Extension.THREADS.getCurrentThreadAllocatedBytes() : UNKNOWN;
    }

    /** Whether this JVM counts the CPU time of platform threads. */
    static boolean hasCpuTime() {
        return COUNTS_CPU_TIME;
    }

    /** CPU time of the current thread so far, in nanoseconds; {@link #UNKNOWN} on a virtual thread. */
    static long cpuTime() {
        try {
            return COUNTS_CPU_TIME ? THREADS.getCurrentThreadCpuTime() : UNKNOWN;
        } catch (UnsupportedOperationException virtual) {
            return UNKNOWN;
        }
    }
}
