// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every entry of the OSGi Log Service to SLF4J, under the entry's logger name or the name of its bundle. What bundles log
 * without naming a logger, the service names {@code LogService.} and the bundle.
 */
final class LogServiceRoute extends ServiceTracker<LogReaderService, LogReaderService> implements LogListener {
    private static final String UNNAMED = "LogService.";

    private LogServiceRoute(BundleContext context) {
        super(context, LogReaderService.class, null);
    }

    /** Routes until the tracker is closed. */
    static ServiceTracker<?, ?> open(BundleContext context) {
        LogServiceRoute route = new LogServiceRoute(context);
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
        Logger logger = LoggerFactory.getLogger(name(entry));
        switch (entry.getLogLevel()) {
            case AUDIT, ERROR -> logger.error(entry.getMessage(), entry.getException());
            case WARN -> logger.warn(entry.getMessage(), entry.getException());
            case INFO -> logger.info(entry.getMessage(), entry.getException());
            case DEBUG -> logger.debug(entry.getMessage(), entry.getException());
            case TRACE -> logger.trace(entry.getMessage(), entry.getException());
        }
    }

    private static String name(LogEntry entry) {
        String name = entry.getLoggerName();
        if (name != null && !name.isEmpty() && !name.equals(Logger.ROOT_LOGGER_NAME)) {
            return name.startsWith(UNNAMED) ? name.substring(UNNAMED.length()) : name;
        }
        String bundle = entry.getBundle() == null ? null : entry.getBundle().getSymbolicName();
        return bundle == null ? "org.osgi.service.log" : bundle;
    }
}
