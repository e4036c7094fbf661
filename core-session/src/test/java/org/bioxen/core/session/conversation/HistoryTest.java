// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.bioxen.api.session.HistoryEntry;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static void add(History history, int count) {
        for (int i = 1; i <= count; i++) {
            history.add(new HistoryEntry(i, Instant.EPOCH, "Gene" + i));
        }
    }

    @Test
    void theLastEntriesAreHeld() {
        History history = new History(3, 1000);
        add(history, 5);

        assertThat(history.find("")).extracting(HistoryEntry::number).containsExactly(3L, 4L, 5L);
    }

    @Test
    void longTextsPushOthersOut() {
        History history = new History(100, 12);
        add(history, 5);

        assertThat(history.find("")).extracting(HistoryEntry::number).containsExactly(4L, 5L);
    }

    @Test
    void entriesAreFoundWhateverTheirCase() {
        History history = new History(100, 1000);
        add(history, 12);

        assertThat(history.find("gENE1")).extracting(HistoryEntry::number).containsExactly(1L, 10L, 11L, 12L);
        assertThat(history.find("none")).isEmpty();
    }

    @Test
    void noHistoryCanBeWanted() {
        History history = new History(0, 1000);
        add(history, 2);

        assertThat(history.find("")).isEmpty();
    }
}
