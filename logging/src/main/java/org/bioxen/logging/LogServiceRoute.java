// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Hands every entry of the OSGi Log Service to Logback, with its time and thread, under the entry's logger name or the name of its
 * bundle. What bundles log without naming a logger, the service names {@code LogService.} and the bundle.
 *
 * <p>It goes on while this bundle is stopped, and ends when the bundle has been started again: the next route, which may be of another
 * revision of the bundle, holds back what comes until then, and drops what this one has handed over. So no entry is lost, and none
 * comes twice.
 */
final class LogServiceRoute extends ServiceTracker<LogReaderService, LogServiceRoute.Reader> {
    private static final String UNNAMED = "LogService.";

    private final LoggerContext logback;
    private final File note;
    private volatile boolean released;
    private final String framework;

    private LogServiceRoute(BundleContext bundle, BundleContext lasting, LoggerContext logback) {
        super(lasting, LogReaderService.class.getName(), null);
        this.logback = logback;
        note = bundle.getDataFile("log-service");
        framework = bundle.getProperty(Constants.FRAMEWORK_UUID);
    }

    /**
     * Routes until it is told to end.
     *
     * @return tells it that its bundle stops
     */
    static Runnable open(BundleContext bundle, LoggerContext logback) {
        LogServiceRoute route =
                new LogServiceRoute(bundle, AfterStop.framework(bundle).getBundleContext(), logback);
        // Of another revision of the service than the framework would choose for itself, too.
        route.open(true);
        long self = bundle.getBundle().getBundleId();
        // Is told after all that are told at once, of which the route before is one.
        bundle.addBundleListener(event -> {
            if (event.getBundle().getBundleId() == self && event.getType() == BundleEvent.STARTED) {
                route.release();
            }
        });
        return () -> {
            route.release();
            AfterStop.await(bundle, route::close, route::close);
        };
    }

    @Override
    public Reader addingService(ServiceReference<LogReaderService> reference) {
        Object service = context.getService(reference);
        if (!(service instanceof LogReaderService there)) {
            // Of a revision of the service that this bundle is not wired to.
            context.ungetService(reference);
            return null;
        }
        Reader reader = new Reader(there, reference);
        reader.begin();
        if (released) {
            reader.release();
        }
        return reader;
    }

    @Override
    public void removedService(ServiceReference<LogReaderService> reference, Reader reader) {
        reader.end();
        context.ungetService(reference);
    }

    private void release() {
        released = true;
        getTracked().values().forEach(Reader::release);
    }

    // ---------------------------------------------------------------- what one route tells the next

    /** The last entry of this service that was handed over, or -1. */
    private long noted(ServiceReference<LogReaderService> reference) {
        if (note == null || !note.isFile()) {
            return -1;
        }
        try {
            String text = Files.readString(note.toPath());
            String begin = note(reference);
            return text.startsWith(begin)
                    ? Long.parseLong(text.substring(begin.length()).strip())
                    : -1;
        } catch (IOException | NumberFormatException spoilt) {
            return -1;
        }
    }

    private void note(ServiceReference<LogReaderService> reference, long last) {
        if (note == null) {
            return;
        }
        try {
            Files.writeString(note.toPath(), note(reference) + last);
        } catch (IOException full) {
            logback.getLogger(LogServiceRoute.class)
                    .debug("entries of the Log Service may come twice: {}", full.toString());
        }
    }

    /** Entries are numbered for each service of each start of the framework. */
    private String note(ServiceReference<LogReaderService> reference) {
        return framework + " " + reference.getProperty(Constants.SERVICE_ID) + " ";
    }

    // ---------------------------------------------------------------- entries

    /** Hands the entries of one service over, each once and in their order. Guarded by its monitor. */
    final class Reader implements LogListener {
        private final LogReaderService service;
        private final ServiceReference<LogReaderService> reference;
        private final List<LogEntry> held = new ArrayList<>();
        private boolean holding = true;
        private long last = -1;

        private Reader(LogReaderService service, ServiceReference<LogReaderService> reference) {
            this.service = service;
            this.reference = reference;
        }

        private void begin() {
            service.addLogListener(this);
        }

        private void end() {
            service.removeLogListener(this);
            synchronized (this) {
                note(reference, last);
            }
        }

        synchronized void release() {
            if (holding) {
                holding = false;
                last = noted(reference);
                held.forEach(this::logged);
                held.clear();
            }
        }

        @Override
        public synchronized void logged(LogEntry entry) {
            if (holding) {
                held.add(entry);
            } else if (entry.getSequence() > last) {
                last = entry.getSequence();
                handOver(entry);
            }
        }
    }

    private void handOver(LogEntry entry) {
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
