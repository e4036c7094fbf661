// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.log;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.api.logging.LogRecord;

/** Prints records as they come, each once. Guarded by its monitor. */
final class LogRecordPrinter {
    private final LogHistory history;
    private final boolean json;
    private final PrintStream out;
    private final CountDownLatch over;
    private long last;

    /**
     * A printer.
     *
     * @param over counted down when nobody reads any more
     */
    LogRecordPrinter(LogHistory history, boolean json, PrintStream out, CountDownLatch over) {
        this.history = history;
        this.json = json;
        this.out = out;
        this.over = over;
    }

    /** Prints what there was. */
    synchronized void begin(List<LogRecord> before) {
        before.forEach(this::print);
    }

    /** Prints what has just been logged. */
    synchronized void live(LogRecord record) {
        print(record);
    }

    private void print(LogRecord record) {
        if (record.number() <= last) {
            return;
        }
        last = record.number();
        out.println(json ? history.line(record, LogHistory.Form.JSON) : LogText.line(record));
        if (out.checkError()) {
            over.countDown();
        }
    }
}
