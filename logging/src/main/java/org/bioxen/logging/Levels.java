// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bioxen.api.logging.LogControl;
import org.bioxen.api.logging.LogLevel;

/**
 * The levels of loggers in three layers, of which the upper counts: what the setup at start says, what is configured, what was set at
 * run time; and above all of them the debug mode of components. A logger that no layer names any more gets back the level that it had.
 * Thread-safe; its monitor guards the maps.
 */
final class Levels implements LogControl {
    private final LoggerContext context;
    private final Map<String, Level> configured = new TreeMap<>();
    private final Map<String, Level> set = new TreeMap<>();
    private final Set<String> debugging = new TreeSet<>();
    private final Map<Logger, Optional<Level>> before = new HashMap<>();

    Levels(LoggerContext context) {
        this.context = context;
    }

    /** Takes exactly these levels, by logger name, as what is configured. */
    synchronized void configure(Map<String, Level> wanted) {
        configured.clear();
        configured.putAll(wanted);
        apply();
    }

    @Override
    public synchronized void set(String logger, LogLevel level) {
        set.put(checked(logger), Level.toLevel(level.name()));
        apply();
    }

    @Override
    public synchronized boolean unset(Optional<String> logger) {
        boolean there = logger.isPresent() ? set.remove(logger.get()) != null : !set.isEmpty();
        if (logger.isEmpty()) {
            set.clear();
        }
        apply();
        return there;
    }

    @Override
    public synchronized void debug(String component, boolean on) {
        if (on ? debugging.add(checked(component)) : debugging.remove(component)) {
            apply();
        }
    }

    @Override
    public synchronized Set<String> debugging() {
        return Set.copyOf(debugging);
    }

    @Override
    public synchronized Map<String, LogLevel> levels() {
        Map<String, LogLevel> all = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            if (logger.getLevel() != null) {
                all.put(logger.getName(), level(logger.getLevel()));
            }
        }
        return all;
    }

    @Override
    public synchronized Map<String, LogLevel> overrides() {
        Map<String, LogLevel> all = new TreeMap<>();
        set.forEach((name, level) -> all.put(name, level(level)));
        return all;
    }

    @Override
    public LogLevel level(String logger) {
        return level(context.getLogger(checked(logger)).getEffectiveLevel());
    }

    private void apply() {
        before.forEach((logger, level) -> logger.setLevel(level.orElse(null)));
        before.clear();
        configured.forEach(this::apply);
        set.forEach(this::apply);
        debugging.forEach(name -> {
            if (!context.getLogger(name).isDebugEnabled()) {
                apply(name, Level.DEBUG);
            }
        });
    }

    private void apply(String name, Level level) {
        Logger logger = context.getLogger(name);
        before.putIfAbsent(logger, Optional.ofNullable(logger.getLevel()));
        logger.setLevel(level);
    }

    private static String checked(String logger) {
        if (logger.isBlank()) {
            throw new IllegalArgumentException("a logger without a name was asked for; give a name, or " + ROOT);
        }
        return logger;
    }

    /** The level in the words of the API; what Logback calls ALL is the least that there is. */
    static LogLevel level(Level level) {
        return level.toInt() < Level.TRACE_INT ? LogLevel.TRACE : LogLevel.valueOf(level.toString());
    }
}
