// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.LogRecord;

/** The history as one bundle sees it: who listens for that bundle is told no more when it stops. Thread-safe. */
final class BundleHistory implements LogHistory, AutoCloseable {
    private final History history;
    private final List<Listening> listening = new CopyOnWriteArrayList<>();

    BundleHistory(History history) {
        this.history = history;
    }

    @Override
    public AutoCloseable listen(LogQuery query, Consumer<LogRecord> listener) {
        Listening one = history.listen(query, listener);
        listening.add(one);
        return () -> {
            listening.remove(one);
            one.close();
        };
    }

    @Override
    public List<LogRecord> query(LogQuery query) {
        return history.query(query);
    }

    @Override
    public int capacity() {
        return history.capacity();
    }

    @Override
    public long dropped() {
        return history.dropped();
    }

    @Override
    public String line(LogRecord record, Form form) {
        return history.line(record, form);
    }

    @Override
    public void export(LogQuery query, Form form, OutputStream to) throws IOException {
        history.export(query, form, to);
    }

    @Override
    public void close() {
        listening.forEach(Listening::close);
        listening.clear();
    }
}
