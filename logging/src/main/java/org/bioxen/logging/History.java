// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.util.ReentryGuard;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.api.logging.LogLevel;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.LogRecord;

/**
 * Keeps what was logged last, as text: a record must not keep the class loader of a bundle alive through an exception or an argument.
 * What tells of progress has room of its own, so that long work does not drive out what was logged. Thread-safe; listeners have threads
 * of their own. The text of a record is made without a lock, since the {@code toString()} of an argument may wait for anybody, or log.
 */
final class History extends UnsynchronizedAppenderBase<ILoggingEvent> implements LogHistory {
    /** So many lines are kept. */
    static final int CAPACITY = 5000;

    /** So much text is kept, in characters: of lines, and of progress. */
    static final long MAX_CHARACTERS = 16L << 20;

    /** So many records that tell of progress are kept. */
    private static final int PROGRESS_CAPACITY = 1000;

    /** Longer texts are cut. */
    private static final int MAX_TEXT = 16_384;

    private final int capacity;
    private final Object lock = new Object();
    private final Backlog lines; // guarded by lock
    private final Backlog progress; // guarded by lock
    private final List<Listening> listening = new CopyOnWriteArrayList<>();
    private long last; // guarded by lock
    private long dropped; // guarded by lock

    History(int capacity) {
        this(capacity, MAX_CHARACTERS);
    }

    History(int capacity, long maxCharacters) {
        this.capacity = capacity;
        lines = new Backlog(capacity, maxCharacters);
        progress = new Backlog(PROGRESS_CAPACITY, maxCharacters);
    }

    @Override
    protected ReentryGuard buildReentryGuard() {
        return new Nesting();
    }

    @Override
    protected void append(ILoggingEvent event) {
        keep(Records.of(0, event));
    }

    /** Keeps how far an operation is, which no log file has. */
    void progress(Logger logger, Optional<String> vm, Optional<String> session, LogRecord.OperationProgress told) {
        String total = told.total() < 0 ? "" : " of " + told.total();
        keep(new LogRecord(
                0,
                Instant.now(),
                LogLevel.INFO,
                logger.getName(),
                Thread.currentThread().getName(),
                vm,
                session,
                told.operation() + ": " + told.subject() + " (" + told.done() + total + ")",
                Optional.empty(),
                Optional.of(told)));
    }

    private void keep(LogRecord one) {
        synchronized (lock) {
            LogRecord record = new LogRecord(
                    ++last,
                    one.time(),
                    one.level(),
                    one.logger(),
                    one.thread(),
                    one.vm(),
                    one.session(),
                    Records.cut(one.message(), MAX_TEXT),
                    one.trace().map(trace -> Records.cut(trace, MAX_TEXT)),
                    one.progress());
            dropped += (record.progress().isPresent() ? progress : lines).add(record);
            // Under the lock, so that each listener gets the records in their order; it only puts them into a queue.
            listening.forEach(listener -> listener.offer(record));
        }
    }

    @Override
    public List<LogRecord> query(LogQuery query) {
        List<LogRecord> all = new ArrayList<>();
        synchronized (lock) {
            lines.addTo(all);
            progress.addTo(all);
        }
        all.sort(Comparator.comparingLong(LogRecord::number));
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
    public Listening listen(LogQuery query, Consumer<LogRecord> listener) {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(listener, "listener");
        Listening one = new Listening(query, listener, listening::remove);
        listening.add(one);
        if (!isStarted()) {
            one.close();
        }
        return one;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    @Override
    public String line(LogRecord record, Form form) {
        String line = new String(format(form).bytes(record), StandardCharsets.UTF_8);
        return line.substring(0, line.length() - 1);
    }

    private static RecordFormat format(Form form) {
        return switch (form) {
            case JSON -> new JsonFormat();
            case TEXT -> new LineFormat(ZoneId.systemDefault());
        };
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
