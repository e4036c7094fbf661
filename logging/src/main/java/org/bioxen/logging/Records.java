// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.logging.LogRecord;

/** Makes records of Logback's events: text alone, so that nothing of a bundle is kept alive. */
final class Records {
    /** The MDC key under which the platform keeps the id of the VM at work. */
    static final String VM = "vm";

    /** The MDC key under which the platform keeps the id of the session at work. */
    static final String SESSION = "session";

    /** The MDC key that is there while the VM at work is in debug mode. */
    static final String DEBUG = "vm.debug";

    /** Longer texts are cut, so that no line fills a disk or a memory. */
    private static final int MAX_TEXT = 128 << 10;

    /** Longer names are cut. */
    private static final int MAX_NAME = 500;

    private Records() {}

    static LogRecord of(long number, ILoggingEvent event) {
        Map<String, String> about = event.getMDCPropertyMap();
        IThrowableProxy thrown = event.getThrowableProxy();
        return new LogRecord(
                number,
                event.getInstant(),
                Levels.level(event.getLevel()),
                cut(String.valueOf(event.getLoggerName()), MAX_NAME),
                cut(String.valueOf(event.getThreadName()), MAX_NAME),
                id(about, VM),
                id(about, SESSION),
                cut(String.valueOf(event.getFormattedMessage()), MAX_TEXT),
                thrown == null
                        ? Optional.empty()
                        : Optional.of(cut(ThrowableProxyUtil.asString(thrown).strip(), MAX_TEXT)),
                Optional.empty());
    }

    private static Optional<String> id(Map<String, String> about, String key) {
        return Optional.ofNullable(about.get(key)).map(id -> cut(id, MAX_NAME));
    }

    /** A text, or the beginning of one that is longer than this; a copy, so that the long one can go. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "… (" + (text.length() - end) + " more characters)";
    }
}
