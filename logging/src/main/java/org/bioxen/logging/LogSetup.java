// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Configures a Logback context. The built-in configuration is made by code, because reading XML would cost every start
 * of the program more than all the rest of logging; and without lambdas, which the JVM's class archive cannot hold for bundles.
 */
final class LogSetup {
    private LogSetup() {}

    /**
     * Replaces whatever is configured in a context by what the settings ask for. Prints nothing but to stderr, and there only with
     * debug on.
     *
     * @return the file that is written, if it is one of ours
     */
    static Optional<LogFile> apply(LoggerContext context, LogSettings settings, PrintStream stderr) {
        context.reset();
        Optional<PrintStream> complaints = settings.debug() ? Optional.of(stderr) : Optional.empty();
        Optional<LogFile> file = settings.userConfiguration().isPresent()
                ? userConfiguration(
                        context, settings, settings.userConfiguration().get(), complaints)
                : builtIn(context, settings, complaints);
        if (settings.debug()) {
            context.getLogger("org.bioxen").setLevel(Level.DEBUG);
        }
        return file;
    }

    private static Optional<LogFile> builtIn(
            LoggerContext context, LogSettings settings, Optional<PrintStream> complaints) {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        // Warns at every stop of the container that it is being stopped.
        context.getLogger("org.apache.felix.eventadmin").setLevel(Level.ERROR);
        if (!settings.oneShot()) {
            context.getLogger("org.bioxen").setLevel(Level.INFO);
        }
        return file(context, settings, complaints);
    }

    /**
     * Leaves a context to those who log without this bundle: their errors still reach the file, which is open only while a line is
     * written.
     */
    static void leave(LoggerContext context, LogSettings settings) {
        context.reset();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
        file(context, settings, Optional.empty());
    }

    private static Optional<LogFile> file(
            LoggerContext context, LogSettings settings, Optional<PrintStream> complaints) {
        if (settings.directory().isEmpty()) {
            return Optional.empty();
        }
        LogFile file = new LogFile(settings.directory().get(), LogFile.MAX_BYTES, complaints);
        file.setName("file");
        file.setContext(context);
        file.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(file);
        return Optional.of(file);
    }

    private static Optional<LogFile> userConfiguration(
            LoggerContext context, LogSettings settings, Path file, Optional<PrintStream> complaints) {
        settings.directory().ifPresent(directory -> context.putProperty("bioxen.log", directory.toString()));
        if (UserConfiguration.load(context, file, complaints)) {
            return Optional.empty();
        }
        Optional<LogFile> ours = builtIn(context, settings, complaints);
        context.getLogger(LogSetup.class).warn("{} is not valid: the built-in configuration is used", file);
        return ours;
    }
}
