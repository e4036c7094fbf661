// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bioxen.api.curator.Progress;
import org.bioxen.api.curator.Progress.Phase;
import org.bioxen.api.curator.ProgressListener;
import org.bioxen.api.logging.TimedOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener how far a change is, never two things at once: what comes while it is told something is dropped. The log is told,
 * too, of what is worth being kept, and how it ended. Closing it is the end.
 */
final class Teller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    /** So often the bytes and files of one phase are worth a record. */
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ProgressListener listener;
    private final Optional<TimedOperation> operation;
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile boolean failed;
    private Phase recorded; // of who tells; null before the first record
    private long recordedAt; // of who tells

    Teller(ProgressListener listener) {
        this(listener, Optional.empty());
    }

    Teller(ProgressListener listener, Optional<TimedOperation> operation) {
        this.listener = listener;
        this.operation = operation;
    }

    void tell(Phase phase, String subject, long done, long total) {
        if (!telling.compareAndSet(false, true)) {
            return;
        }
        try {
            operation.ifPresent(log -> record(log, phase, subject, done, total));
            listener.progress(new Progress(phase, subject, done, total));
        } catch (RuntimeException fault) {
            if (!failed) {
                LOG.warn("a progress listener fails: {}", fault.toString());
            }
            failed = true; // once is enough to be told of it
        } finally {
            telling.set(false);
        }
    }

    private void record(TimedOperation log, Phase phase, String subject, long done, long total) {
        long now = System.nanoTime();
        boolean counts = phase == Phase.UNPACK || phase != recorded || done == total;
        if (phase != Phase.DONE && (counts || now - recordedAt >= EVERY_NANOS)) {
            recorded = phase;
            recordedAt = now;
            log.progress((phase.name().toLowerCase(Locale.ROOT) + " " + subject).strip(), done, total);
        }
    }

    /** Says that what it was for has been done. */
    void succeeded() {
        operation.ifPresent(TimedOperation::succeeded);
    }

    /** Says why it has not been done. */
    void failed(String why) {
        operation.ifPresent(log -> log.failed(why));
    }

    @Override
    public void close() {
        operation.ifPresent(TimedOperation::close);
    }
}
