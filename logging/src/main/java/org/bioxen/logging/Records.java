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

    private Records() {}

    static LogRecord of(long number, ILoggingEvent event) {
        Map<String, String> about = event.getMDCPropertyMap();
        IThrowableProxy thrown = event.getThrowableProxy();
        return new LogRecord(
                number,
                event.getInstant(),
                Levels.level(event.getLevel()),
                String.valueOf(event.getLoggerName()),
                String.valueOf(event.getThreadName()),
                Optional.ofNullable(about.get(VM)),
                Optional.ofNullable(about.get(SESSION)),
                String.valueOf(event.getFormattedMessage()),
                thrown == null
                        ? Optional.empty()
                        : Optional.of(ThrowableProxyUtil.asString(thrown).strip()),
                Optional.empty());
    }
}
