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
 * run time; and above all of them the debug mode of components. A component that no layer names, nor anything that it belongs to, is
 * the platform's own and has the level of that. A logger that no layer names any more gets back the level that it had. Thread-safe;
 * its monitor guards the maps.
 */
final class Levels implements LogControl {
    private final LoggerContext context;
    private final Level ofComponents;
    private final Map<String, Level> configured = new TreeMap<>();
    private final Map<String, Level> set = new TreeMap<>();
    private final Set<String> debugging = new TreeSet<>();
    private final Set<String> components = new TreeSet<>();
    /** What the setup at start has said about those loggers whose level was changed since. */
    private final Map<String, Optional<Level>> before = new HashMap<>();

    /**
     * The levels of a context that is set up.
     *
     * @param ofComponents the level of a component where nothing is said about it
     */
    Levels(LoggerContext context, Level ofComponents) {
        this.context = context;
        this.ofComponents = ofComponents;
    }

    /** Takes exactly these levels, by logger name, as what is configured. */
    synchronized void configure(Map<String, Level> wanted) {
        configured.clear();
        wanted.forEach((name, level) -> configured.put(checked(name), level));
        apply();
    }

    /** Says that this logger is a component's. */
    synchronized void component(String name) {
        if (components.add(checked(name))) {
            apply();
        }
    }

    @Override
    public synchronized void set(String logger, LogLevel level) {
        set.put(checked(logger), Level.toLevel(level.name()));
        apply();
    }

    @Override
    public synchronized boolean unset(Optional<String> logger) {
        boolean there = logger.isPresent() ? set.remove(checked(logger.get())) != null : !set.isEmpty();
        if (logger.isEmpty()) {
            set.clear();
        }
        apply();
        return there;
    }

    @Override
    public synchronized void debug(String component, boolean on) {
        String name = checked(component);
        if (on ? debugging.add(name) : debugging.remove(name)) {
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

    /** Changes what is to be changed and touches nothing else: meanwhile others log. */
    private void apply() {
        Map<String, Level> wanted = new TreeMap<>(configured);
        wanted.putAll(set);
        for (String name : components) {
            if (nearest(name, wanted).isEmpty()) {
                Level root = own(ROOT, wanted).orElse(ofComponents);
                wanted.put(name, root.toInt() < ofComponents.toInt() ? root : ofComponents);
            }
        }
        for (String name : debugging) {
            Level now = nearest(name, wanted).or(() -> own(ROOT, wanted)).orElse(Level.OFF);
            if (now.toInt() > Level.DEBUG_INT) {
                wanted.put(name, Level.DEBUG);
            }
        }
        wanted.forEach((name, level) -> {
            Logger logger = context.getLogger(name);
            before.putIfAbsent(name, Optional.ofNullable(logger.getLevel()));
            change(logger, level);
        });
        before.entrySet().removeIf(one -> {
            if (wanted.containsKey(one.getKey())) {
                return false;
            }
            change(context.getLogger(one.getKey()), one.getValue().orElse(null));
            return true;
        });
    }

    private static void change(Logger logger, Level level) {
        if (level == null ? logger.getLevel() != null : !level.equals(logger.getLevel())) {
            logger.setLevel(level);
        }
    }

    /** The level of a logger, or of the nearest that it belongs to and that has one; that of all loggers aside. */
    private Optional<Level> nearest(String name, Map<String, Level> wanted) {
        for (String at = name; !at.isEmpty() && !at.equals(ROOT); at = parent(at)) {
            Optional<Level> level = own(at, wanted);
            if (level.isPresent()) {
                return level;
            }
        }
        return Optional.empty();
    }

    private Optional<Level> own(String name, Map<String, Level> wanted) {
        Level level = wanted.get(name);
        if (level != null) {
            return Optional.of(level);
        }
        Optional<Level> first = before.get(name);
        return first == null ? Optional.ofNullable(context.getLogger(name).getLevel()) : first;
    }

    /** As Logback has it, a nested class belongs to its outer one. */
    private static String parent(String name) {
        return name.substring(0, Math.max(0, Math.max(name.lastIndexOf('.'), name.lastIndexOf('$'))));
    }

    private static String checked(String logger) {
        if (logger.isBlank()) {
            throw new IllegalArgumentException("a logger without a name was asked for; give a name, or " + ROOT);
        }
        return logger.equalsIgnoreCase(ROOT) ? ROOT : logger;
    }

    /** The level in the words of the API; what Logback calls ALL is the least that there is. */
    static LogLevel level(Level level) {
        return level.toInt() < Level.TRACE_INT ? LogLevel.TRACE : LogLevel.valueOf(level.toString());
    }
}
