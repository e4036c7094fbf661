// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bioxen.spi.backend.InputSource;

/** Standard input on which nothing comes; tells when the script waits for it. */
final class BlockedInput implements InputSource {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    public int read(byte[] buffer, int offset, int length) throws InterruptedException {
        asked.countDown();
        never.await();
        return -1;
    }

    void awaitAsked(Duration atMost) throws InterruptedException {
        if (!asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the script reads, but the engine did not ask for input");
        }
    }
}
