// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.bioxen.api.logging.LogRecord;

/**
 * One record as text: time, level, process, thread, logger, the VM and the session that it is about, message. Lines after the first
 * are indented, so that no message can pretend to be a line of its own. Safe for use by several threads.
 */
final class LineFormat implements RecordFormat {
    private static final long PROCESS = ProcessHandle.current().pid();

    private final DateTimeFormatter time;

    LineFormat(ZoneId zone) {
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSXXX", Locale.ROOT)
                .withZone(zone);
    }

    @Override
    public byte[] bytes(LogRecord record) {
        StringBuilder line = new StringBuilder(160);
        time.formatTo(record.time(), line);
        line.append(' ').append(record.level());
        line.append(' ').append(PROCESS);
        line.append(" [").append(oneLine(record.thread())).append("] ");
        line.append(oneLine(record.logger()));
        about(line, Records.VM, record.vm());
        about(line, Records.SESSION, record.session());
        line.append(": ").append(indented(record.message()));
        if (record.trace().isPresent()) {
            line.append("\n\t").append(indented(record.trace().get()));
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void about(StringBuilder line, String what, Optional<String> id) {
        if (id.isPresent()) {
            line.append(" {").append(what).append('=').append(oneLine(id.get())).append('}');
        }
    }

    private static String oneLine(String text) {
        return visible(text.replace('\n', ' ').replace('\r', ' '));
    }

    private static String indented(String text) {
        return visible(
                text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                        ? text
                        : text.replaceAll("\\r\\n?|\n", "\n").replaceAll("\n\t?", "\n\t"));
    }

    /** What a script has written must not command the terminal of who reads it. */
    private static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t';
    }

    private static String escaped(String text) {
        StringBuilder visible = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                visible.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                visible.append(c);
            }
        }
        return visible.toString();
    }
}
