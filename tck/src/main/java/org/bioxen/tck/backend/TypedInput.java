// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bioxen.spi.backend.InputSource;

/** Standard input on which comes what the test types, when it types it; tells when the script waits for it. */
final class TypedInput implements InputSource {
    private static final byte[] END = {};

    private final Semaphore asked = new Semaphore(0);
    private final BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();

    @Override
    public int read(byte[] buffer, int offset, int length) throws InterruptedException {
        asked.release();
        byte[] next = typed.take();
        if (next == END) {
            return -1;
        }
        System.arraycopy(next, 0, buffer, offset, next.length);
        return next.length;
    }

    /** Waits until the script waits, once more than this was called before. */
    void awaitAsked(Duration atMost) throws InterruptedException {
        if (!asked.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the script reads, but the engine did not ask for input");
        }
    }

    /** Whether the script has asked more often than was waited for. */
    boolean isAskedAgain() {
        return asked.availablePermits() > 0;
    }

    /** Gives it a few characters. */
    void type(String text) {
        typed.add(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Answers one more read: that there is no more. */
    void end() {
        typed.add(END);
    }
}
