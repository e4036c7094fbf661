// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import org.bioxen.api.logging.LogRecord;

/** Records in their order, of which the oldest go when there are too many, or too much text in them. Not thread-safe. */
final class Backlog {
    private final int mostRecords;
    private final long mostCharacters;
    private final ArrayDeque<LogRecord> records = new ArrayDeque<>();
    private long characters;

    Backlog(int mostRecords, long mostCharacters) {
        this.mostRecords = mostRecords;
        this.mostCharacters = mostCharacters;
    }

    /** Adds the newest; returns how many have gone for it. */
    int add(LogRecord record) {
        records.addLast(record);
        characters += size(record);
        int gone = 0;
        while (records.size() > mostRecords || characters > mostCharacters && records.size() > 1) {
            poll();
            gone++;
        }
        return gone;
    }

    /** Takes the oldest out. */
    Optional<LogRecord> poll() {
        Optional<LogRecord> oldest = Optional.ofNullable(records.pollFirst());
        oldest.ifPresent(one -> characters -= size(one));
        return oldest;
    }

    void addTo(Collection<LogRecord> all) {
        all.addAll(records);
    }

    void clear() {
        records.clear();
        characters = 0;
    }

    private static long size(LogRecord record) {
        return (long) record.message().length()
                + record.trace().map(String::length).orElse(0)
                + record.logger().length()
                + record.thread().length();
    }
}
