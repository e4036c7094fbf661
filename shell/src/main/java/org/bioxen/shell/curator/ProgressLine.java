// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bioxen.api.curator.Progress;
import org.bioxen.api.curator.ProgressListener;
import org.bioxen.shell.output.Sizes;

/** One line at a terminal that is drawn anew while work goes on, and is gone when it has ended. Thread-safe. */
public final class ProgressLine implements ProgressListener, AutoCloseable {
    private static final long EVERY_NANOS = 100_000_000;
    /** So that it fits the narrowest usual terminal: what wraps cannot be drawn over. */
    private static final int WIDTH = 78;

    private static final String ERASE = "\r\u001b[K";

    private final Consumer<String> terminal;
    private final LongSupplier clock;
    /** Guarded by this. */
    private Progress.Phase phase;
    /** Guarded by this. */
    private long drawn;

    /** Draws at a terminal, which is given text with control characters. */
    public ProgressLine(Consumer<String> terminal) {
        this(terminal, System::nanoTime);
    }

    ProgressLine(Consumer<String> terminal, LongSupplier clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public synchronized void progress(Progress event) {
        if (event.phase() == Progress.Phase.DONE) {
            close();
            return;
        }
        long now = clock.getAsLong();
        if (event.phase() == phase && now - drawn < EVERY_NANOS) {
            return;
        }
        phase = event.phase();
        drawn = now;
        terminal.accept(ERASE + shortened(text(event)));
    }

    /** Erases the line. */
    @Override
    public synchronized void close() {
        if (phase != null) {
            terminal.accept(ERASE);
            phase = null;
        }
    }

    private static String text(Progress event) {
        String what =
                switch (event.phase()) {
                    case WAIT -> "waiting for";
                    case REFRESH -> "asking catalogs";
                    case RESOLVE -> "resolving";
                    case FETCH -> "fetching";
                    case UNPACK -> "unpacking";
                    case DEPLOY -> "deploying";
                    case DONE -> "done";
                };
        StringBuilder text = new StringBuilder(what);
        boolean bytes = event.phase() == Progress.Phase.FETCH;
        if (event.done() > 0 || event.total() > 0) {
            text.append(' ').append(bytes ? Sizes.text(event.done()) : Long.toString(event.done()));
        }
        if (event.total() > 0) {
            text.append(" of ").append(bytes ? Sizes.text(event.total()) : Long.toString(event.total()));
            text.append(" (")
                    .append(100 * Math.min(event.done(), event.total()) / event.total())
                    .append("%)");
        }
        return event.subject().isEmpty() ? text.toString() : text + " " + event.subject();
    }

    private static String shortened(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
    }
}
