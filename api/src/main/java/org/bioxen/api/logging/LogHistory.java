// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was logged last: a bounded number of records in memory, with a bounded amount of text, since the logging bundle started. Long
 * messages are cut. What is older is in the log files. What tells of progress has room of its own. A service. Thread-safe.
 */
@ProviderType
public interface LogHistory {
    /** Of which form an export is. */
    enum Form {
        /** Lines as in the log file. */
        TEXT,
        /** A JSON object a line. */
        JSON
    }

    /** The newest of those that are looked for, the oldest first. */
    List<LogRecord> query(LogQuery query);

    /**
     * Has someone told of what is logged from now on, until that is closed or the bundle that got this service stops. Records are handed
     * over on one thread, which is there while some wait, in the order of their numbers; who is slow misses the oldest of what waits,
     * which the next record tells by its number. What the listener itself logs it is not told.
     *
     * @param query which records
     * @param listener what it throws is ignored
     * @return to be closed: then it is called no more; that waits for a call under way, for two seconds at most
     */
    AutoCloseable listen(LogQuery query, Consumer<LogRecord> listener);

    /** How many lines there is room for, while they are short. */
    int capacity();

    /** How many records have been dropped for newer ones. */
    long dropped();

    /** A record as it is exported, without the line end; in {@link Form#TEXT} it may have several lines. */
    String line(LogRecord record, Form form);

    /**
     * Writes records, the oldest first, in UTF-8; does not close the stream.
     *
     * @throws IOException if that fails
     */
    void export(LogQuery query, Form form, OutputStream to) throws IOException;
}
