// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.api.logging.TimedOperation;
import org.bioxen.api.logging.VmLogger;
import org.slf4j.event.Level;
import org.slf4j.spi.MDCAdapter;

/** A component's logger: that of Logback of the same name, with the ids of what it is about in the MDC while it logs. */
final class ComponentLogger implements VmLogger {
    private final Logger logger;
    private final Levels levels;
    private final Supplier<History> history;
    private final Optional<String> vm;
    private final Optional<String> session;

    ComponentLogger(Logger logger, Levels levels, Supplier<History> history) {
        this(logger, levels, history, Optional.empty(), Optional.empty());
    }

    private ComponentLogger(
            Logger logger, Levels levels, Supplier<History> history, Optional<String> vm, Optional<String> session) {
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
        Object[] some = arguments == null ? new Object[] {null} : arguments;
        if (vm.isEmpty()) {
            logger.atLevel(level).log(message, some);
            return;
        }
        MDCAdapter about = about();
        String vmBefore = about.get(Records.VM);
        String sessionBefore = about.get(Records.SESSION);
        set(about, Records.VM, vm.orElse(null));
        set(about, Records.SESSION, session.orElse(null));
        try {
            logger.atLevel(level).log(message, some);
        } finally {
            set(about, Records.VM, vmBefore);
            set(about, Records.SESSION, sessionBefore);
        }
    }

    /** What the current thread's lines are about. */
    private MDCAdapter about() {
        return logger.getLoggerContext().getMDCAdapter();
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
        ComponentLogger here = vm.isPresent() ? this : aboutTheSame();
        here.debug("{} begins", operation);
        return here.new Timed(operation);
    }

    /** This logger, about what the current thread is about: another thread may end what this one begins. */
    private ComponentLogger aboutTheSame() {
        Optional<String> itsVm = Optional.ofNullable(about().get(Records.VM));
        Optional<String> itsSession = Optional.ofNullable(about().get(Records.SESSION));
        return itsVm.isEmpty() ? this : new ComponentLogger(logger, levels, history, itsVm, itsSession);
    }

    /** An operation of this component; its monitor guards how it went. */
    private final class Timed implements TimedOperation {
        /** So often progress of one subject is worth keeping. */
        private static final long EVERY_NANOS = 100_000_000;

        private final String operation;
        private final long began = System.nanoTime();
        private boolean success;
        private Optional<String> failure = Optional.empty();
        private Optional<Duration> took = Optional.empty();
        private String subject = "";
        private long told = began - EVERY_NANOS;

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
        public void progress(String now, long done, long total) {
            Objects.requireNonNull(now, "subject");
            synchronized (this) {
                long time = System.nanoTime();
                if (took.isPresent() || now.equals(subject) && time - told < EVERY_NANOS && done != total) {
                    return;
                }
                subject = now;
                told = time;
            }
            history.get().progress(logger, vm, session, new LogRecord.OperationProgress(operation, now, done, total));
        }

        @Override
        public synchronized void succeeded() {
            success = true;
        }

        @Override
        public synchronized void failed(String why) {
            failure = Optional.of(why);
            success = false;
        }

        @Override
        public void close() {
            Duration time;
            boolean well;
            String why;
            synchronized (this) {
                if (took.isPresent()) {
                    return;
                }
                time = elapsed();
                took = Optional.of(time);
                well = success;
                why = failure.orElse("it was left before its end");
            }
            if (well) {
                info("{} took {}", operation, text(time));
            } else {
                warn("{} failed after {}: {}", operation, text(time), why);
            }
        }

        private static String text(Duration time) {
            long millis = time.toMillis();
            return millis < 1000
                    ? millis + " ms"
                    : String.format(Locale.ROOT, "%.1f s", millis / (double) TimeUnit.SECONDS.toMillis(1));
        }
    }
}
