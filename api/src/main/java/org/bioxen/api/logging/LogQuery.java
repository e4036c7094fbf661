// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.logging;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Which records are looked for: those that satisfy all that is said. Immutable. */
public final class LogQuery implements Predicate<LogRecord> {
    /** As many records are given at most where nothing is said. */
    public static final int USUAL_LIMIT = 1000;

    private final LogLevel level;
    private final Optional<Instant> since;
    private final Optional<Instant> until;
    private final long after;
    private final Optional<String> logger;
    private final Optional<String> vm;
    private final Optional<String> session;
    private final Optional<String> text;
    private final Optional<String> searched;
    private final boolean progress;
    private final int limit;

    private LogQuery(Builder builder) {
        level = builder.level;
        since = Optional.ofNullable(builder.since);
        until = Optional.ofNullable(builder.until);
        after = builder.after;
        logger = Optional.ofNullable(builder.logger);
        vm = Optional.ofNullable(builder.vm);
        session = Optional.ofNullable(builder.session);
        text = Optional.ofNullable(builder.text);
        searched = text.map(words -> words.toLowerCase(Locale.ROOT));
        progress = builder.progress;
        limit = builder.limit;
    }

    /** A builder that starts with everything but progress. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many records are given at most: the newest. */
    public int limit() {
        return limit;
    }

    /** Whether a record is one of those. */
    @Override
    public boolean test(LogRecord one) {
        return one.number() > after
                && one.level().compareTo(level) >= 0
                && (progress || one.progress().isEmpty())
                && since.map(from -> !one.time().isBefore(from)).orElse(true)
                && until.map(to -> one.time().isBefore(to)).orElse(true)
                && logger.map(name -> isBelow(one.logger(), name)).orElse(true)
                && (vm.isEmpty() || one.vm().equals(vm))
                && (session.isEmpty() || one.session().equals(session))
                && searched.map(words -> contains(one, words)).orElse(true);
    }

    private static boolean isBelow(String logger, String name) {
        return logger.equals(name)
                || logger.startsWith(name) && logger.charAt(name.length()) == '.'
                || name.equals(LogControl.ROOT);
    }

    private static boolean contains(LogRecord one, String words) {
        return one.message().toLowerCase(Locale.ROOT).contains(words)
                || one.trace()
                        .map(trace -> trace.toLowerCase(Locale.ROOT).contains(words))
                        .orElse(false);
    }

    @Override
    public String toString() {
        StringBuilder said = new StringBuilder("LogQuery[").append(level).append(" and above");
        since.ifPresent(from -> said.append(", since ").append(from));
        until.ifPresent(to -> said.append(", until ").append(to));
        logger.ifPresent(name -> said.append(", logger ").append(name));
        vm.ifPresent(id -> said.append(", VM ").append(id));
        session.ifPresent(id -> said.append(", session ").append(id));
        text.ifPresent(words -> said.append(", with '").append(words).append('\''));
        return said.append(", at most ").append(limit).append(']').toString();
    }

    /** Builds a {@link LogQuery}. Not thread-safe. */
    public static final class Builder {
        private LogLevel level = LogLevel.TRACE;
        private Instant since;
        private Instant until;
        private long after;
        private String logger;
        private String vm;
        private String session;
        private String text;
        private boolean progress;
        private int limit = USUAL_LIMIT;

        private Builder() {}

        /** Records of this level and those above it. */
        public Builder level(LogLevel least) {
            level = Objects.requireNonNull(least, "least");
            return this;
        }

        /** Records of this moment and later. */
        public Builder since(Instant from) {
            since = Objects.requireNonNull(from, "from");
            return this;
        }

        /** Records before this moment. */
        public Builder until(Instant to) {
            until = Objects.requireNonNull(to, "to");
            return this;
        }

        /** Records after the one of this {@linkplain LogRecord#number() number}. */
        public Builder after(long number) {
            after = number;
            return this;
        }

        /** Records of this logger and those below it. */
        public Builder logger(String name) {
            logger = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Records about this VM. */
        public Builder vm(String id) {
            vm = Objects.requireNonNull(id, "id");
            return this;
        }

        /** Records about this session. */
        public Builder session(String id) {
            session = Objects.requireNonNull(id, "id");
            return this;
        }

        /** Records with these words in the message or the trace, whatever the case of the letters. */
        public Builder text(String words) {
            text = Objects.requireNonNull(words, "words");
            return this;
        }

        /** Whether records that tell of progress are looked for, too. */
        public Builder progress(boolean on) {
            progress = on;
            return this;
        }

        /**
         * Sets {@link LogQuery#limit()}.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder limit(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("at most " + most + " records were asked for; give one or more");
            }
            limit = most;
            return this;
        }

        /** The query so far. */
        public LogQuery build() {
            return new LogQuery(this);
        }
    }
}
