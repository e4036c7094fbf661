// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How a change shall be made. Immutable. */
public final class ChangeOptions {
    private static final ChangeOptions USUAL = builder().build();

    private final boolean dryRun;
    private final boolean force;
    private final boolean offline;
    private final boolean oldest;
    private final boolean autoremove;
    private final boolean allowYanked;
    private final List<Dependency> excludes;
    private final Duration lockTimeout;
    private final ProgressListener progress;

    private ChangeOptions(Builder builder) {
        dryRun = builder.dryRun;
        force = builder.force;
        offline = builder.offline;
        oldest = builder.oldest;
        autoremove = builder.autoremove;
        allowYanked = builder.allowYanked;
        excludes = List.copyOf(builder.excludes);
        lockTimeout = builder.lockTimeout;
        progress = builder.progress;
    }

    /** Does it, waits half a minute for others, tells nobody how far it is. */
    public static ChangeOptions usual() {
        return USUAL;
    }

    /** A builder that starts with the usual. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether to plan only. */
    public boolean dryRun() {
        return dryRun;
    }

    /** Whether to remove a package that others need. */
    public boolean force() {
        return force;
    }

    /** Whether to do without the network: with the catalogs as they were seen last, and what is in the store. */
    public boolean offline() {
        return offline;
    }

    /** Whether to take the oldest releases that will do, to see whether the requirements are honest. */
    public boolean oldest() {
        return oldest;
    }

    /** Whether to remove also what nobody needs any more. */
    public boolean autoremove() {
        return autoremove;
    }

    /** Whether releases that their catalog has yanked may be taken. */
    public boolean allowYanked() {
        return allowYanked;
    }

    /** Releases that must not be taken. */
    public List<Dependency> excludes() {
        return excludes;
    }

    /** How long to wait while somebody else changes the environment; at most a day. */
    public Duration lockTimeout() {
        return lockTimeout;
    }

    /** Who is told how far it is. */
    public ProgressListener progress() {
        return progress;
    }

    /** Builds {@link ChangeOptions}. Not thread-safe. */
    public static final class Builder {
        private boolean dryRun;
        private boolean force;
        private boolean offline;
        private boolean oldest;
        private boolean autoremove;
        private boolean allowYanked;
        private final List<Dependency> excludes = new ArrayList<>();
        private Duration lockTimeout = Duration.ofSeconds(30);
        private ProgressListener progress = event -> {};

        private Builder() {}

        /** Sets {@link ChangeOptions#dryRun()}. */
        public Builder dryRun(boolean on) {
            dryRun = on;
            return this;
        }

        /** Sets {@link ChangeOptions#force()}. */
        public Builder force(boolean on) {
            force = on;
            return this;
        }

        /** Sets {@link ChangeOptions#offline()}. */
        public Builder offline(boolean on) {
            offline = on;
            return this;
        }

        /** Sets {@link ChangeOptions#oldest()}. */
        public Builder oldest(boolean on) {
            oldest = on;
            return this;
        }

        /** Sets {@link ChangeOptions#autoremove()}. */
        public Builder autoremove(boolean on) {
            autoremove = on;
            return this;
        }

        /** Sets {@link ChangeOptions#allowYanked()}. */
        public Builder allowYanked(boolean on) {
            allowYanked = on;
            return this;
        }

        /** Adds one of {@link ChangeOptions#excludes()}. */
        public Builder exclude(Dependency releases) {
            excludes.add(Objects.requireNonNull(releases, "releases"));
            return this;
        }

        /**
         * Sets {@link ChangeOptions#lockTimeout()}.
         *
         * @throws IllegalArgumentException if it is negative or longer than a day
         */
        public Builder lockTimeout(Duration time) {
            if (time.isNegative() || time.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("a lock is waited for between nothing and a day, not " + time);
            }
            lockTimeout = time;
            return this;
        }

        /** Sets {@link ChangeOptions#progress()}. */
        public Builder progress(ProgressListener listener) {
            progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** The options so far. */
        public ChangeOptions build() {
            return new ChangeOptions(this);
        }
    }
}
