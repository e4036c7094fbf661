// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.shell.output.Letters;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Table;

/** What was logged as people read it. */
public final class LogText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private LogText() {}

    /** The text, without a line end; what is none of the log's is its own text. */
    public static String of(Object value) {
        if (value instanceof LogRecord record) {
            return line(record);
        }
        if (!(value instanceof Listing<?> listing)) {
            return String.valueOf(value);
        }
        if (listing.type() == LogRecord.class) {
            return listing.isEmpty()
                    ? "nothing of that kind was logged"
                    : listing.stream().map(item -> line((LogRecord) item)).collect(Collectors.joining("\n"));
        }
        if (listing.type() == String.class) {
            return listing.isEmpty()
                    ? "no component is in debug mode"
                    : listing.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        }
        return listing.type() == LoggerLevel.class ? levels(listing) : listing.toString();
    }

    /** Whether this is something that these verbs answer. */
    public static boolean isOurs(Class<?> type) {
        return type == LogRecord.class || type == LoggerLevel.class || type == String.class;
    }

    private static String levels(Listing<?> listing) {
        Table table = new Table("LOGGER", "LEVEL", "FROM");
        for (Object item : listing) {
            LoggerLevel level = (LoggerLevel) item;
            table.row(level.logger(), level.level().name(), level.origin());
        }
        return table.toString();
    }

    /** Time, level, logger without its package, the VM or session, message; then the trace, indented. */
    static String line(LogRecord record) {
        StringBuilder line = new StringBuilder(120);
        TIME.withZone(ZoneId.systemDefault()).formatTo(record.time(), line);
        line.append(' ').append(String.format(Locale.ROOT, "%-5s", record.level()));
        line.append(' ')
                .append(Letters.line(record.logger().substring(record.logger().lastIndexOf('.') + 1)));
        record.session()
                .map(id -> "session " + id)
                .or(() -> record.vm().map(id -> "VM " + id))
                .ifPresent(
                        about -> line.append(" (").append(Letters.line(about)).append(')'));
        line.append(": ").append(indented(record.message()));
        record.trace().ifPresent(trace -> line.append("\n    ").append(indented(trace)));
        return line.toString();
    }

    /** A message may hold what a script wrote; it does not reach the terminal as anything but letters. */
    private static String indented(String text) {
        return Letters.printable(text.replace("\r", "").replace("\t", "    ")).replace("\n", "\n    ");
    }
}
