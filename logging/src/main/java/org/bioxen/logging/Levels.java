// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Levels that somebody set at run time, on top of those that were configured. Each call names all of them: a logger that
 * is no longer named gets back the level it had. Thread-safe; its monitor guards the map.
 */
final class Levels {
    private final LoggerContext context;
    private final Map<Logger, Level> before = new HashMap<>();

    Levels(LoggerContext context) {
        this.context = context;
    }

    /**
     * Sets exactly these levels.
     *
     * @param wanted level names by logger name; a name that is no level is reported in the log and left out
     */
    synchronized void set(Map<String, String> wanted) {
        before.forEach(Logger::setLevel);
        before.clear();
        wanted.forEach((name, text) -> {
            Level level = Level.toLevel(text.strip(), null);
            if (level == null) {
                context.getLogger(Levels.class)
                        .warn(
                                "level of {}: {} is not one of TRACE, DEBUG, INFO, WARN, ERROR, OFF; left as it is",
                                name,
                                text);
                return;
            }
            Logger logger = context.getLogger(name);
            before.put(logger, logger.getLevel());
            logger.setLevel(level);
        });
    }
}
