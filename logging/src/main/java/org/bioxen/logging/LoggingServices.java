// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Optional;
import org.bioxen.api.logging.LogControl;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.api.logging.VmLoggerFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * Publishes the services of this bundle. The history begins with the first that is got, or at once where there is time for it: one
 * command ends before anybody asks. Guarded by its monitor.
 */
final class LoggingServices implements AutoCloseable {
    private final LoggerContext context;
    private final Levels levels;
    private History history; // guarded by this; null until it begins

    private LoggingServices(LoggerContext context, Levels levels) {
        this.context = context;
        this.levels = levels;
    }

    /**
     * Publishes them until the bundle stops.
     *
     * @param atOnce whether the history begins now
     */
    static LoggingServices publish(BundleContext bundle, LoggerContext context, Levels levels, boolean atOnce) {
        LoggingServices services = new LoggingServices(context, levels);
        if (atOnce) {
            services.history();
        }
        bundle.registerService(LogControl.class, levels, null);
        bundle.registerService(LogHistory.class.getName(), services.new OfHistory(), null);
        bundle.registerService(VmLoggerFactory.class.getName(), services.new OfLoggers(), null);
        return services;
    }

    private synchronized History history() {
        if (history == null) {
            history = new History(History.CAPACITY);
            history.setName("history");
            history.setContext(context);
            history.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(history);
        }
        return history;
    }

    /** Ends all listening. */
    @Override
    public void close() {
        Optional<History> there;
        synchronized (this) {
            there = Optional.ofNullable(history);
        }
        there.ifPresent(History::stop);
    }

    private final class OfHistory implements ServiceFactory<Object> {
        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            return new BundleHistory(history());
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            ((BundleHistory) service).close();
        }
    }

    private final class OfLoggers implements ServiceFactory<Object> {
        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            return new LoggerFactoryService(context, levels, LoggingServices.this::history);
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            // It holds nothing.
        }
    }
}
