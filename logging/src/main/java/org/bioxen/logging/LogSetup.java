// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.status.StatusListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Configures a Logback context. The built-in configuration is made by code, because reading XML would cost every start
 * of the program more than all the rest of logging; and without lambdas, which the JVM's class archive cannot hold for bundles.
 *
 * <p>Others log meanwhile. So a context is never reset as a whole: the file that is written stays where it is, and the level of what
 * is written never rises above {@code ERROR}.
 */
final class LogSetup {
    private LogSetup() {}

    /**
     * Replaces whatever is configured in a context by what the settings ask for.
     *
     * @param stderr told once, in one line, when no file can be written
     * @return the file that is written, if it is one of ours
     */
    static Optional<LogFile> apply(LoggerContext context, LogSettings settings, PrintStream stderr) {
        Optional<LogFile> file = settings.userConfiguration().isPresent()
                ? userConfiguration(
                        context, settings, settings.userConfiguration().get(), stderr)
                : builtIn(context, settings, stderr);
        if (settings.debug()) {
            context.getLogger("org.bioxen").setLevel(Level.DEBUG);
        }
        DebugVms debugVms = new DebugVms();
        debugVms.setContext(context);
        debugVms.start();
        context.addTurboFilter(debugVms);
        return file;
    }

    private static Optional<LogFile> builtIn(LoggerContext context, LogSettings settings, PrintStream stderr) {
        // Whoever runs one command sees what that has to say, and no more.
        boolean told = settings.debug() || !settings.oneShot();
        Optional<LogFile> file = file(context, settings, told ? Optional.of(stderr) : Optional.empty());
        clear(context, file, Level.WARN);
        // Warns at every stop of the container that it is being stopped.
        context.getLogger("org.apache.felix.eventadmin").setLevel(Level.ERROR);
        if (!settings.oneShot()) {
            context.getLogger("org.bioxen").setLevel(Level.INFO);
        }
        return file;
    }

    /**
     * Leaves a context to those who log without this bundle: their errors still reach the file, which is open only while a line is
     * written.
     */
    static void leave(LoggerContext context, LogSettings settings) {
        clear(context, file(context, settings, Optional.empty()), Level.ERROR);
    }

    /** The file that is written already, or another. */
    private static Optional<LogFile> file(
            LoggerContext context, LogSettings settings, Optional<PrintStream> complaints) {
        if (settings.directory().isEmpty()) {
            return Optional.empty();
        }
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(LogFile.NAME) instanceof LogFile there) {
            there.complainTo(complaints);
            return Optional.of(there);
        }
        LogFile file = new LogFile(settings.directory().get(), LogFile.MAX_BYTES, complaints);
        file.setName(LogFile.NAME);
        file.setContext(context);
        file.start();
        root.addAppender(file);
        return Optional.of(file);
    }

    /** Takes everything out of a context but the file. */
    private static void clear(LoggerContext context, Optional<LogFile> file, Level level) {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        for (Logger logger : context.getLoggerList()) {
            if (logger != root) {
                logger.setLevel(null);
                logger.setAdditive(true);
                logger.detachAndStopAllAppenders();
            }
        }
        List<Appender<ILoggingEvent>> others = new ArrayList<>();
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            Appender<ILoggingEvent> one = all.next();
            if (file.isEmpty() || one != file.get()) {
                others.add(one);
            }
        }
        for (Appender<ILoggingEvent> one : others) {
            root.detachAppender(one);
            one.stop();
        }
        context.resetTurboFilterList();
        for (StatusListener listener : context.getStatusManager().getCopyOfStatusListenerList()) {
            context.getStatusManager().remove(listener);
        }
    }

    private static Optional<LogFile> userConfiguration(
            LoggerContext context, LogSettings settings, Path file, PrintStream stderr) {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        Optional<Appender<ILoggingEvent>> before = Optional.ofNullable(root.getAppender(LogFile.NAME));
        if (settings.directory().isPresent()) {
            context.putProperty("bioxen.log", settings.directory().get().toString());
        }
        if (UserConfiguration.load(context, file, settings.debug() ? Optional.of(stderr) : Optional.empty())) {
            if (before.isPresent()) {
                root.detachAppender(before.get());
            }
            return Optional.empty();
        }
        Optional<LogFile> ours = builtIn(context, settings, stderr);
        context.getLogger(LogSetup.class).warn("{} is not valid: the built-in configuration is used", file);
        return ours;
    }
}
