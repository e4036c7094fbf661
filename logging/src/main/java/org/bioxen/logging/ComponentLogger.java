// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.api.logging.TimedOperation;
import org.bioxen.api.logging.VmLogger;
import org.slf4j.event.Level;
import org.slf4j.spi.MDCAdapter;

/** A component's logger: that of Logback of the same name, with the ids of what it is about in the MDC while it logs. */
final class ComponentLogger implements VmLogger {
    private final Logger logger;
    private final Levels levels;
    private final History history;
    private final Optional<String> vm;
    private final Optional<String> session;

    ComponentLogger(Logger logger, Levels levels, History history) {
        this(logger, levels, history, Optional.empty(), Optional.empty());
    }

    private ComponentLogger(
            Logger logger, Levels levels, History history, Optional<String> vm, Optional<String> session) {
        this.logger = logger;
        this.levels = levels;
        this.history = history;
        this.vm = vm;
        this.session = session;
    }

    @Override
    public String component() {
        return logger.getName();
    }

    @Override
    public VmLogger forVm(String id) {
        return new ComponentLogger(logger, levels, history, Optional.of(id), Optional.empty());
    }

    @Override
    public VmLogger forSession(String id) {
        return new ComponentLogger(logger, levels, history, Optional.of(id), Optional.of(id));
    }

    @Override
    public boolean isDebug() {
        return logger.isDebugEnabled();
    }

    @Override
    public void setDebug(boolean on) {
        levels.debug(component(), on);
    }

    @Override
    public void debug(String message, Object... arguments) {
        log(Level.DEBUG, message, arguments);
    }

    @Override
    public void info(String message, Object... arguments) {
        log(Level.INFO, message, arguments);
    }

    @Override
    public void warn(String message, Object... arguments) {
        log(Level.WARN, message, arguments);
    }

    @Override
    public void error(String message, Object... arguments) {
        log(Level.ERROR, message, arguments);
    }

    private void log(Level level, String message, Object... arguments) {
        if (!logger.isEnabledForLevel(level)) {
            return;
        }
        if (vm.isEmpty()) {
            logger.atLevel(level).log(message, arguments);
            return;
        }
        MDCAdapter about = logger.getLoggerContext().getMDCAdapter();
        String vmBefore = about.get(Records.VM);
        String sessionBefore = about.get(Records.SESSION);
        set(about, Records.VM, vm.orElse(null));
        set(about, Records.SESSION, session.orElse(null));
        try {
            logger.atLevel(level).log(message, arguments);
        } finally {
            set(about, Records.VM, vmBefore);
            set(about, Records.SESSION, sessionBefore);
        }
    }

    private static void set(MDCAdapter about, String key, String id) {
        if (id == null) {
            about.remove(key);
        } else {
            about.put(key, id);
        }
    }

    @Override
    public TimedOperation timed(String operation) {
        if (operation.isBlank()) {
            throw new IllegalArgumentException("an operation without a name was begun; give a name such as install");
        }
        debug("{} begins", operation);
        return new Timed(operation);
    }

    /** An operation of this component; its monitor guards how it went. */
    private final class Timed implements TimedOperation {
        private final String operation;
        private final long began = System.nanoTime();
        private boolean success;
        private Optional<String> failure = Optional.empty();
        private Optional<Duration> took = Optional.empty();

        Timed(String operation) {
            this.operation = operation;
        }

        @Override
        public String operation() {
            return operation;
        }

        @Override
        public synchronized Duration elapsed() {
            return took.orElseGet(() -> Duration.ofNanos(System.nanoTime() - began));
        }

        @Override
        public void progress(String subject, long done, long total) {
            history.progress(logger, vm, session, new LogRecord.OperationProgress(operation, subject, done, total));
        }

        @Override
        public synchronized void succeeded() {
            success = true;
        }

        @Override
        public synchronized void failed(String why) {
            success = false;
            failure = Optional.of(why);
        }

        @Override
        public void close() {
            Duration time;
            boolean well;
            Optional<String> why;
            synchronized (this) {
                if (took.isPresent()) {
                    return;
                }
                time = elapsed();
                took = Optional.of(time);
                well = success;
                why = failure;
            }
            if (well) {
                info("{} took {}", operation, text(time));
            } else {
                warn("{} failed after {}: {}", operation, text(time), why.orElse("it was left before its end"));
            }
        }

        private static String text(Duration time) {
            long millis = time.toMillis();
            return millis < 1000
                    ? millis + " ms"
                    : String.format(java.util.Locale.ROOT, "%.1f s", millis / (double) TimeUnit.SECONDS.toMillis(1));
        }
    }
}
