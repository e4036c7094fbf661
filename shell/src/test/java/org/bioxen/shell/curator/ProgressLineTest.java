// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.curator.Progress;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final String ERASE = "\r\u001b[K";

    private final List<String> drawn = new ArrayList<>();
    private long now;
    private final ProgressLine line = new ProgressLine(drawn::add, () -> now);

    private void fetched(long millis, long bytes) {
        now = TimeUnit.MILLISECONDS.toNanos(millis);
        line.progress(new Progress(Progress.Phase.FETCH, "json 1.2", bytes, 4096));
    }

    @Test
    void bytesAreShownWithTheirTotal() {
        fetched(0, 1024);

        assertThat(drawn).containsExactly(ERASE + "fetching 1.0 KiB of 4.0 KiB (25%) json 1.2");
    }

    @Test
    void itIsDrawnAtMostTenTimesASecond() {
        fetched(0, 0);
        fetched(50, 1024);
        fetched(99, 2048);
        fetched(100, 4096);

        assertThat(drawn).hasSize(2).last().asString().contains("(100%)");
    }

    @Test
    void anotherPhaseIsDrawnAtOnce() {
        fetched(0, 0);
        line.progress(new Progress(Progress.Phase.WAIT, "process 12", 0, -1));

        assertThat(drawn).last().isEqualTo(ERASE + "waiting for process 12");
    }

    @Test
    void itIsGoneInTheEnd() {
        fetched(0, 0);
        line.progress(new Progress(Progress.Phase.DONE, "", 1, 1));
        line.close();

        assertThat(drawn).hasSize(2).last().isEqualTo(ERASE);
    }

    @Test
    void itNeverWraps() {
        line.progress(new Progress(Progress.Phase.UNPACK, "x".repeat(200), 1, 3));

        assertThat(drawn.get(0)).hasSize(ERASE.length() + 78).endsWith("…");
    }

    @Test
    void whereNothingWasDrawnNothingIsErased() {
        line.close();

        assertThat(drawn).isEmpty();
    }
}
