// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One event as text: time, level, process, thread, logger, the VM that it is about, message. Lines after the first are
 * indented, so that no message can pretend to be a line of its own. Safe for use by several threads.
 */
final class LineFormat {
    /** The MDC key under which the platform keeps the id of the VM at work. */
    static final String VM = "vm";

    private static final long PROCESS = ProcessHandle.current().pid();

    private final DateTimeFormatter time;

    LineFormat(ZoneId zone) {
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSXXX", Locale.ROOT)
                .withZone(zone);
    }

    byte[] bytes(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        time.formatTo(event.getInstant(), line);
        line.append(' ').append(event.getLevel());
        line.append(' ').append(PROCESS);
        line.append(" [").append(oneLine(event.getThreadName())).append("] ");
        line.append(oneLine(event.getLoggerName()));
        String vm = event.getMDCPropertyMap().get(VM);
        if (vm != null) {
            line.append(" {").append(VM).append('=').append(oneLine(vm)).append('}');
        }
        line.append(": ").append(indented(String.valueOf(event.getFormattedMessage())));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append("\n\t")
                    .append(indented(ThrowableProxyUtil.asString(thrown).strip()));
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String oneLine(String text) {
        return text == null ? "-" : text.replace('\n', ' ').replace('\r', ' ');
    }

    private static String indented(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : text.replaceAll("\\R\\t?", "\n\t");
    }
}
