// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.configuration;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the configurations that one component is given in its life, key by key. A value that cannot be used is told in one line, and what
 * the key had before stays: the last good value, or the default. A key that is not there has its default.
 *
 * <p>Values may be text, as files of configuration have them, or of the key's own type. What the defaults are says the annotation that
 * describes the configuration. Thread-safe, as long as one configuration is read at a time.
 */
public final class ConfigurationReader {
    private static final int LONGEST_TEXT = 4096;
    private static final int MOST_VALUES = 1000;
    private static final int SHOWN = 60;

    private final Class<?> defaults;
    private final Problems problems;
    private final Map<String, Good> good = new ConcurrentHashMap<>();
    private final Map<String, Good> required = new ConcurrentHashMap<>();

    private record Good(Object value, String text) {}

    private interface Problems {
        void tell(String problem, String consequence);
    }

    private ConfigurationReader(Class<?> defaults, Problems problems) {
        this.defaults = Objects.requireNonNull(defaults, "defaults");
        this.problems = problems;
    }

    /**
     * For one component.
     *
     * @param pid the pid of its configuration, for messages
     * @param defaults the annotation type that describes the configuration; an element {@code stop_grace} is the key {@code stop.grace}
     * @param problems is told of each value that cannot be used, in one line that also says what stays
     */
    public ConfigurationReader(String pid, Class<?> defaults, Consumer<String> problems) {
        this(defaults, (problem, consequence) -> problems.accept(pid + ": " + problem + "; " + consequence));
    }

    /**
     * What a component would not take of a configuration: for a {@link ConfigurationCheck}.
     *
     * @param defaults as for the component
     * @param use reads all keys as the component does
     * @return one line for each value
     */
    public static List<String> problems(Class<?> defaults, Map<String, ?> configuration, Consumer<Reading> use) {
        List<String> problems = new ArrayList<>();
        use.accept(
                new ConfigurationReader(defaults, (problem, consequence) -> problems.add(problem)).read(configuration));
        return List.copyOf(problems);
    }

    /** Begins with the next configuration. */
    public Reading read(Map<String, ?> configuration) {
        good.keySet().retainAll(configuration.keySet());
        return new Reading(configuration);
    }

    /** Any value as text for a message: one line, not long, whatever it was. */
    public static String shown(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(SHOWN).forEach(c -> {
            if (isHidden(c)) {
                line.append('?');
            } else {
                line.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > SHOWN ? line + "…" : line.toString();
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** One configuration that is being read. */
    public final class Reading {
        private final Map<String, ?> configuration;

        private Reading(Map<String, ?> configuration) {
            this.configuration = configuration;
        }

        /** A whole number, {@code least} and {@code most} among those that are allowed. */
        public int integer(String key, int least, int most) {
            return (int) number(key, least, most);
        }

        /** A whole number, {@code least} and {@code most} among those that are allowed. */
        public long number(String key, long least, long most) {
            String allowed = "no whole number from " + least + " to " + most;
            return value(key, false, value -> {
                try {
                    long number = Long.parseLong(plain(single(value)).strip());
                    if (number >= least && number <= most) {
                        return number;
                    }
                } catch (NumberFormatException none) {
                    // Told with the bounds, as all that is none of these numbers.
                }
                throw new Refused(allowed);
            });
        }

        /** {@code true} or {@code false}. */
        public boolean flag(String key) {
            return value(key, false, value -> {
                String text = plain(single(value)).strip();
                if (text.equalsIgnoreCase("true")) {
                    return true;
                }
                if (text.equalsIgnoreCase("false")) {
                    return false;
                }
                throw new Refused("neither true nor false");
            });
        }

        /** One line of text, of at most 4096 characters; it may be empty. */
        public String text(String key) {
            return text(key, Function.identity());
        }

        /**
         * What a rule makes of one line of text.
         *
         * @param rule throws an {@link IllegalArgumentException} whose message says what was given and what is allowed
         */
        public <T> T text(String key, Function<String, T> rule) {
            return value(key, false, value -> rule.apply(line(single(value))));
        }

        /** The same, for a text that nobody is to see: the rule's message must not have it. */
        public <T> T secret(String key, Function<String, T> rule) {
            return value(key, true, value -> rule.apply(line(single(value))));
        }

        /**
         * What a rule makes of one line of text that has to be there, since there is no default.
         *
         * @return empty if there is no good value, and none before
         */
        public <T> Optional<T> required(String key, Function<String, T> rule) {
            Object value = configuration.get(key);
            try {
                if (value == null || plain(value).isBlank()) {
                    throw new IllegalArgumentException("nothing is given, and it has to be");
                }
                T read = rule.apply(line(single(value)));
                required.put(key, new Good(read, plain(value)));
                return Optional.of(read);
            } catch (IllegalArgumentException refused) {
                Good before = required.get(key);
                problems.tell(
                        problem(key, value, refused, false),
                        before == null ? "the configuration counts from when it is right" : stays(before.text()));
                return before == null ? Optional.empty() : Optional.of(kept(before));
            }
        }

        /**
         * What a rule makes of one line of text that need not be there and has no default.
         *
         * @return empty if it is not there, or was never good
         */
        public <T> Optional<T> optional(String key, Function<String, T> rule) {
            Object value = configuration.get(key);
            if (value == null) {
                return Optional.empty();
            }
            try {
                T read = rule.apply(line(single(value)));
                good.put(key, new Good(read, plain(value)));
                return Optional.of(read);
            } catch (IllegalArgumentException refused) {
                Good before = good.get(key);
                problems.tell(
                        problem(key, value, refused, false), before == null ? "it stays unset" : stays(before.text()));
                return before == null ? Optional.empty() : Optional.of(kept(before));
            }
        }

        /**
         * Several texts: an array, a collection, or one text with commas between them, where {@code \,} is a comma of a text's own.
         * Space around them and empty ones do not count.
         *
         * @param rule throws an {@link IllegalArgumentException} whose message says what was given and what is allowed; one text that
         *     is refused refuses all
         */
        public <T> List<T> texts(String key, Function<String, T> rule) {
            return value(key, false, value -> {
                List<String> texts = several(value);
                if (texts.size() > MOST_VALUES) {
                    throw new IllegalArgumentException(
                            "there are " + texts.size() + " values; at most " + MOST_VALUES + " are taken");
                }
                return texts.stream().map(text -> rule.apply(line(text))).toList();
            });
        }

        private <T> T value(String key, boolean secret, Function<Object, T> rule) {
            Object value = configuration.get(key);
            if (value == null) {
                return rule.apply(standard(key));
            }
            try {
                T read = rule.apply(value);
                good.put(key, new Good(read, plain(value)));
                return read;
            } catch (IllegalArgumentException refused) {
                Good before = good.get(key);
                String stays = before == null ? defaultStays(plain(standard(key))) : stays(before.text());
                problems.tell(problem(key, value, refused, secret), secret ? "what it was stays" : stays);
                return before == null ? rule.apply(standard(key)) : kept(before);
            }
        }

        // Every key is read by one method, with one rule.
        @SuppressWarnings("unchecked")
        private <T> T kept(Good before) {
            return (T) before.value();
        }
    }

    /** What was given is none of those that are allowed. */
    private static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Refused(String allowed) {
            super(allowed, null);
        }
    }

    private static String stays(String text) {
        return text.isEmpty() ? "the empty value stays" : "'" + shown(text) + "' stays";
    }

    private static String defaultStays(String text) {
        return text.isEmpty() ? "the empty default stays" : "the default " + stays(text);
    }

    private static String problem(String key, Object value, IllegalArgumentException refused, boolean secret) {
        String message = String.valueOf(refused.getMessage());
        if (refused instanceof Refused && !secret) {
            message = "'" + shown(plain(value)) + "' is " + message;
        }
        // A rule may quote what it was given, whatever that is.
        StringBuilder line = new StringBuilder(key).append(": ");
        message.codePoints().limit(400).forEach(c -> line.appendCodePoint(isHidden(c) ? '?' : c));
        return line.toString();
    }

    private Object standard(String key) {
        try {
            Method element = defaults.getMethod(key.replace('.', '_'));
            return Objects.requireNonNull(element.getDefaultValue(), () -> key + " has no default");
        } catch (NoSuchMethodException none) {
            throw new IllegalStateException(defaults + " does not describe " + key, none);
        }
    }

    private static Object single(Object value) {
        Collection<?> all = value instanceof Collection<?> some ? some : null;
        if (value instanceof Object[] array) {
            all = Arrays.asList(array);
        } else if (value.getClass().isArray()) {
            all = primitives(value);
        }
        if (all == null) {
            return value;
        }
        if (all.size() != 1) {
            throw new IllegalArgumentException(all.size() + " values are given; it takes one");
        }
        return String.valueOf(all.iterator().next());
    }

    private static List<String> several(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(String::valueOf).toList();
        }
        if (value instanceof Collection<?> some) {
            return some.stream().map(String::valueOf).toList();
        }
        return value.getClass().isArray() ? primitives(value) : split(value.toString());
    }

    private static List<String> primitives(Object array) {
        List<String> all = new ArrayList<>();
        for (int at = 0; at < java.lang.reflect.Array.getLength(array); at++) {
            all.add(String.valueOf(java.lang.reflect.Array.get(array, at)));
        }
        return all;
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || text.charAt(at) == ',') {
                if (!part.toString().isBlank()) {
                    parts.add(part.toString().strip());
                }
                part.setLength(0);
            } else if (text.startsWith("\\,", at)) {
                part.append(',');
                at++;
            } else {
                part.append(text.charAt(at));
            }
        }
        return parts;
    }

    /** A value as people write it. */
    private static String plain(Object value) {
        if (value instanceof Object[] array) {
            return plain(Arrays.asList(array));
        }
        if (value instanceof Collection<?> some) {
            return String.join(", ", some.stream().map(String::valueOf).toList());
        }
        return value.getClass().isArray() ? plain(primitives(value)) : value.toString();
    }

    private static String line(Object value) {
        String text = value.toString();
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "there are " + text.length() + " characters; at most " + LONGEST_TEXT + " are taken");
        }
        int hidden = text.codePoints()
                .filter(ConfigurationReader::isHidden)
                .findFirst()
                .orElse(-1);
        if (hidden >= 0) {
            throw new IllegalArgumentException("there is the control character U+" + String.format("%04X", hidden)
                    + " in it; give one line of plain text");
        }
        return text;
    }
}
