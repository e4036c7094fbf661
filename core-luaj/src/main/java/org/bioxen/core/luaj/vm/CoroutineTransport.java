// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

/** How coroutines get stacks of their own. */
public enum CoroutineTransport {
    /** A continuation of the JVM: costs memory only, and is collected with the coroutine. Java 21 and later, if it is exported. */
    CONTINUATION(2_600, 400),
    /** A thread for each coroutine that has begun and not ended. Everywhere. */
    THREAD(48_000, 500);

    private final long base;
    private final long call;

    CoroutineTransport(long base, long call) {
        this.base = base;
        this.call = call;
    }

    /** What the stack of a coroutine takes while it is suspended in so many calls, in bytes; an estimate from above. */
    long bytes(int depth) {
        return base + call * depth;
    }

    /** The best one that works in this JVM. */
    public static CoroutineTransport best() {
        return ContinuationStack.AVAILABLE ? CONTINUATION : THREAD;
    }
}
