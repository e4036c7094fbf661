// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where to log and how much, as the framework properties and the environment say it at start.
 *
 * @param directory where the log file goes; empty: nowhere, lines are dropped
 * @param userConfiguration a Logback XML file of the user's that replaces the built-in configuration
 * @param configuration the file that Config Admin will be given, if there is one
 * @param debug whether the platform's own loggers start at {@code DEBUG}
 * @param oneShot whether this process runs one command and ends, so that only warnings are worth a file
 */
record LogSettings(
        Optional<Path> directory,
        Optional<Path> userConfiguration,
        Optional<Path> configuration,
        boolean debug,
        boolean oneShot) {
    private static final Set<String> ON = Set.of("true", "1", "yes", "on");

    /**
     * Reads the settings.
     *
     * @param property looks up a framework property, {@code null} where there is none
     * @param environment looks up an environment variable, {@code null} where there is none
     */
    static LogSettings of(UnaryOperator<String> property, UnaryOperator<String> environment) {
        String log = property.apply("bioxen.log");
        String etc = property.apply("bioxen.etc");
        boolean debug = on(environment.apply("BIOXEN_DEBUG")) || on(environment.apply("PYLUA_DEBUG"));
        return new LogSettings(
                log == null ? Optional.empty() : Optional.of(Path.of(log)),
                readable(etc, "logback.xml"),
                readable(etc, "org.bioxen.logging.cfg"),
                debug,
                "command".equals(property.apply("bioxen.mode")));
    }

    private static Optional<Path> readable(String folder, String name) {
        Path file = folder == null ? null : Path.of(folder, name);
        return file == null || !Files.isReadable(file) ? Optional.empty() : Optional.of(file);
    }

    private static boolean on(String value) {
        return value != null && ON.contains(value.strip().toLowerCase(Locale.ROOT));
    }

    /** The level of the platform's own loggers and of components. */
    Level ownLevel() {
        return debug ? Level.DEBUG : oneShot ? Level.WARN : Level.INFO;
    }
}
