// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.api.logging.LogLevel;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.LogRecord;

/**
 * Keeps what was logged last, as text: a record must not keep the class loader of a bundle alive through an exception or an argument.
 * Guarded by the monitor of the queue; listeners have threads of their own.
 */
final class History extends AppenderBase<ILoggingEvent> implements LogHistory {
    /** So many records are kept. */
    static final int CAPACITY = 5000;

    /** Longer texts are cut. */
    private static final int MAX_TEXT = 16_384;

    private final int capacity;
    private final ArrayDeque<LogRecord> records = new ArrayDeque<>();
    private final List<Listening> listening = new CopyOnWriteArrayList<>();
    private long last; // guarded by records
    private long dropped; // guarded by records

    History(int capacity) {
        this.capacity = capacity;
    }

    @Override
    protected void append(ILoggingEvent event) {
        keep(Records.of(0, event));
    }

    /** Keeps how far an operation is, which no log file has. */
    void progress(Logger logger, Optional<String> vm, Optional<String> session, LogRecord.OperationProgress progress) {
        String total = progress.total() < 0 ? "" : " of " + progress.total();
        keep(new LogRecord(
                0,
                Instant.now(),
                LogLevel.INFO,
                logger.getName(),
                Thread.currentThread().getName(),
                vm,
                session,
                progress.operation() + ": " + progress.subject() + " (" + progress.done() + total + ")",
                Optional.empty(),
                Optional.of(progress)));
    }

    private void keep(LogRecord one) {
        synchronized (records) {
            LogRecord record = new LogRecord(
                    ++last,
                    one.time(),
                    one.level(),
                    one.logger(),
                    one.thread(),
                    one.vm(),
                    one.session(),
                    cut(one.message()),
                    one.trace().map(History::cut),
                    one.progress());
            if (records.size() == capacity) {
                records.removeFirst();
                dropped++;
            }
            records.addLast(record);
            // Under the lock, so that each listener gets the records in their order; it only puts them into a queue.
            listening.forEach(listener -> listener.offer(record));
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }

    @Override
    public List<LogRecord> query(LogQuery query) {
        List<LogRecord> all;
        synchronized (records) {
            all = new ArrayList<>(records);
        }
        List<LogRecord> found = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0 && found.size() < query.limit(); i--) {
            if (query.test(all.get(i))) {
                found.add(all.get(i));
            }
        }
        Collections.reverse(found);
        return found;
    }

    @Override
    public AutoCloseable listen(LogQuery query, Consumer<LogRecord> listener) {
        Listening one = new Listening(query, listener, listening::remove);
        listening.add(one);
        return one;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public long dropped() {
        synchronized (records) {
            return dropped;
        }
    }

    @Override
    public String line(LogRecord record, Form form) {
        return new String(format(form).bytes(record), StandardCharsets.UTF_8).stripTrailing();
    }

    private static RecordFormat format(Form form) {
        return form == Form.JSON ? new JsonFormat() : new LineFormat(ZoneId.systemDefault());
    }

    @Override
    public void export(LogQuery query, Form form, OutputStream to) throws IOException {
        RecordFormat format = format(form);
        for (LogRecord record : query(query)) {
            to.write(format.bytes(record));
        }
        to.flush();
    }

    /** Ends all listening; what is kept stays until the object goes. */
    @Override
    public void stop() {
        super.stop();
        listening.forEach(Listening::close);
    }
}
