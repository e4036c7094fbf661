// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong seconds = new AtomicLong(1000);
    private final Pace pace = new Pace(() -> TimeUnit.SECONDS.toNanos(seconds.get()));

    @Test
    void whoTricklesIsNotWaitedForLongerThanAMinute() {
        seconds.addAndGet(Pace.GRACE_SECONDS);
        assertThat(pace.isTooSlow(1)).isFalse();

        seconds.incrementAndGet();
        assertThat(pace.isTooSlow(61)).isTrue();
        assertThat(pace.isTooSlow(61 * Pace.BYTES_PER_SECOND)).isFalse();
    }

    @Test
    void aLargeFileOnASlowLineIsWaitedFor() {
        seconds.addAndGet(TimeUnit.HOURS.toSeconds(10));

        assertThat(pace.isTooSlow(TimeUnit.HOURS.toSeconds(10) * Pace.BYTES_PER_SECOND))
                .isFalse();
    }
}
