// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Hands every entry of the OSGi Log Service to Logback, with its time and thread, under the entry's logger name or the name of its
 * bundle. What bundles log without naming a logger, the service names {@code LogService.} and the bundle.
 */
final class LogServiceRoute extends ServiceTracker<LogReaderService, LogReaderService> implements LogListener {
    private static final String UNNAMED = "LogService.";

    private final LoggerContext logback;

    private LogServiceRoute(BundleContext context, LoggerContext logback) {
        super(context, LogReaderService.class, null);
        this.logback = logback;
    }

    /** Routes until the tracker is closed. */
    static ServiceTracker<?, ?> open(BundleContext context, LoggerContext logback) {
        LogServiceRoute route = new LogServiceRoute(context, logback);
        route.open();
        return route;
    }

    @Override
    public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
        LogReaderService reader = super.addingService(reference);
        reader.addLogListener(this);
        return reader;
    }

    @Override
    public void removedService(ServiceReference<LogReaderService> reference, LogReaderService reader) {
        reader.removeLogListener(this);
        super.removedService(reference, reader);
    }

    @Override
    public void logged(LogEntry entry) {
        Logger logger = logback.getLogger(name(entry));
        Level level =
                switch (entry.getLogLevel()) {
                    case AUDIT, ERROR -> Level.ERROR;
                    case WARN -> Level.WARN;
                    case INFO -> Level.INFO;
                    case DEBUG -> Level.DEBUG;
                    case TRACE -> Level.TRACE;
                };
        if (!logger.isEnabledFor(level)) {
            return;
        }
        LoggingEvent event = new LoggingEvent(
                LogServiceRoute.class.getName(),
                logger,
                level,
                String.valueOf(entry.getMessage()),
                entry.getException(),
                new Object[0]);
        event.setInstant(Instant.ofEpochMilli(entry.getTime()));
        event.setThreadName(String.valueOf(entry.getThreadInfo()));
        // This thread brings the entries; what it is about says nothing of them.
        event.setMDCPropertyMap(Map.of());
        logger.callAppenders(event);
    }

    private static String name(LogEntry entry) {
        String name = entry.getLoggerName();
        if (name != null && !name.isEmpty() && !name.equals(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
            return name.startsWith(UNNAMED) ? name.substring(UNNAMED.length()) : name;
        }
        String bundle = entry.getBundle() == null ? null : entry.getBundle().getSymbolicName();
        return bundle == null ? "org.osgi.service.log" : bundle;
    }
}
