// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.bioxen.api.session.HistoryEntry;

/** The last inputs of a session, as many as its bounds allow. Not thread-safe. */
final class History {
    private final int entriesBound;
    private final int charactersBound;
    private final Deque<HistoryEntry> entries = new ArrayDeque<>();
    private long characters;

    /**
     * An empty history.
     *
     * @param entriesBound how many inputs it holds
     * @param charactersBound how many characters they have together
     */
    History(int entriesBound, int charactersBound) {
        this.entriesBound = entriesBound;
        this.charactersBound = charactersBound;
    }

    void add(HistoryEntry entry) {
        entries.add(entry);
        characters += entry.text().length();
        while (entries.size() > entriesBound || characters > charactersBound) {
            characters -= entries.remove().text().length();
        }
    }

    /** Those that contain a text, whatever its case. */
    List<HistoryEntry> find(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return entries.stream()
                .filter(entry -> entry.text().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }
}
