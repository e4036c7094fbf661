// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.shell.command.LogCommands.LoggerLevel;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Table;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Renders what the {@code log} commands return. Thread-safe. */
@Component(
        service = Converter.class,
        immediate = true,
        property = Converter.CONVERTER_CLASSES + "=org.bioxen.api.logging.LogRecord")
public final class LogConverter implements Converter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the converter shall be there only where Gogo is
     */
    @Activate
    public LogConverter(@Reference CommandProcessor gogo) {}

    LogConverter() {}

    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return desiredType == String.class && in instanceof LogRecord record ? line(record) : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (target instanceof LogRecord record) {
            return line(record);
        }
        if (!(target instanceof Listing<?> listing) || level != INSPECT) {
            return null;
        }
        if (listing.type() == LogRecord.class) {
            return listing.isEmpty()
                    ? "nothing of that kind was logged"
                    : listing.stream().map(item -> line((LogRecord) item)).collect(Collectors.joining("\n"));
        }
        return listing.type() == LoggerLevel.class ? levels(listing) : null;
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
        line.append(' ').append(record.logger().substring(record.logger().lastIndexOf('.') + 1));
        record.session()
                .map(id -> "session " + id)
                .or(() -> record.vm().map(id -> "VM " + id))
                .ifPresent(about -> line.append(" (").append(about).append(')'));
        line.append(": ").append(indented(record.message()));
        record.trace().ifPresent(trace -> line.append("\n    ").append(indented(trace)));
        return line.toString();
    }

    private static String indented(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.replace("\r", "").replace("\t", "    ").chars().forEach(c -> {
            if (c == '\n') {
                clean.append("\n    ");
            } else {
                // A message may hold what a script wrote; it does not reach the terminal as anything but letters.
                clean.append(Character.isISOControl(c) ? '\ufffd' : (char) c);
            }
        });
        return clean.toString();
    }
}
