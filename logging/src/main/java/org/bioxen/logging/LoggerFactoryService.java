// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.LoggerContext;
import java.util.function.Supplier;
import org.bioxen.api.logging.VmLogger;
import org.bioxen.api.logging.VmLoggerFactory;

/** Gives loggers to components. Keeps none: a logger has no state of its own. Thread-safe. */
final class LoggerFactoryService implements VmLoggerFactory {
    private static final int LONGEST = 200;

    private final LoggerContext context;
    private final Levels levels;
    private final Supplier<History> history;

    LoggerFactoryService(LoggerContext context, Levels levels, Supplier<History> history) {
        this.context = context;
        this.levels = levels;
        this.history = history;
    }

    @Override
    public VmLogger getLogger(String component) {
        if (component.isBlank()
                || component.length() > LONGEST
                || component.lines().count() != 1) {
            throw new IllegalArgumentException(
                    "a component is called by up to " + LONGEST + " characters on one line, such as curator");
        }
        levels.component(component);
        return new ComponentLogger(context.getLogger(component), levels, history);
    }
}
