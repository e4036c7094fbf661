// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a backend offers, for people to read and choose by. Immutable. */
public final class BackendInfo {
    private final String name;
    private final String engine;
    private final List<String> luaVersions;
    private final List<String> interpreters;
    private final Set<SandboxLevel> levels;
    private final Set<Enforcement> enforcements;
    private final boolean networked;
    private final int ranking;
    private final List<String> remarks;
    private final Optional<String> unavailable;

    private BackendInfo(Builder builder) {
        name = builder.name;
        engine = builder.engine;
        luaVersions = List.copyOf(builder.luaVersions);
        interpreters = List.copyOf(builder.interpreters);
        levels = Set.copyOf(builder.levels);
        enforcements = Set.copyOf(builder.enforcements);
        networked = builder.networked;
        ranking = builder.ranking;
        remarks = List.copyOf(builder.remarks);
        unavailable = Optional.ofNullable(builder.unavailable);
    }

    /** A builder for the backend of this name. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What runs the scripts, with its version; empty if it is unavailable. */
    public String engine() {
        return engine;
    }

    /** The Lua versions that it runs, for example {@code 5.4}, its preferred one first. */
    public List<String> luaVersions() {
        return luaVersions;
    }

    /** The interpreters that a spec may choose by name, the preferred one first. */
    public List<String> interpreters() {
        return interpreters;
    }

    /** The sandbox levels that it keeps. */
    public Set<SandboxLevel> levels() {
        return levels;
    }

    /** What it can enforce. */
    public Set<Enforcement> enforcements() {
        return enforcements;
    }

    /** Whether its VMs can be networked. */
    public boolean networked() {
        return networked;
    }

    /** Its service ranking; the highest that fits is chosen. */
    public int ranking() {
        return ranking;
    }

    /** What else the backend has to say, one line each: what it found on this machine, what is missing and why. */
    public List<String> remarks() {
        return remarks;
    }

    /** Why it cannot be used at present, in one line; empty if it can. */
    public Optional<String> unavailable() {
        return unavailable;
    }

    @Override
    public String toString() {
        return name + unavailable.map(why -> " (unavailable: " + why + ")").orElse(" (" + engine + ")");
    }

    /** Builds a {@link BackendInfo}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private String engine = "";
        private List<String> luaVersions = List.of();
        private List<String> interpreters = List.of();
        private Set<SandboxLevel> levels = EnumSet.noneOf(SandboxLevel.class);
        private Set<Enforcement> enforcements = EnumSet.noneOf(Enforcement.class);
        private boolean networked;
        private int ranking;
        private List<String> remarks = List.of();
        private String unavailable;

        private Builder(String name) {
            this.name = Checks.notBlank(name, "backend name");
        }

        /** Sets {@link BackendInfo#engine()}. */
        public Builder engine(String nameAndVersion) {
            engine = Objects.requireNonNull(nameAndVersion, "nameAndVersion");
            return this;
        }

        /** Sets {@link BackendInfo#luaVersions()}. */
        public Builder luaVersions(List<String> versions) {
            luaVersions = versions;
            return this;
        }

        /** Sets {@link BackendInfo#interpreters()}. */
        public Builder interpreters(List<String> names) {
            interpreters = names;
            return this;
        }

        /** Sets {@link BackendInfo#levels()}. */
        public Builder levels(Set<SandboxLevel> kept) {
            levels = kept;
            return this;
        }

        /** Sets {@link BackendInfo#enforcements()}. */
        public Builder enforcements(Set<Enforcement> kept) {
            enforcements = kept;
            return this;
        }

        /** Sets {@link BackendInfo#networked()}. */
        public Builder networked(boolean can) {
            networked = can;
            return this;
        }

        /** Sets {@link BackendInfo#ranking()}. */
        public Builder ranking(int number) {
            ranking = number;
            return this;
        }

        /** Sets {@link BackendInfo#remarks()}. */
        public Builder remarks(List<String> lines) {
            remarks = lines;
            return this;
        }

        /** Sets {@link BackendInfo#unavailable()}. */
        public Builder unavailable(String why) {
            unavailable = Checks.notBlank(why, "reason");
            return this;
        }

        /** The information so far. */
        public BackendInfo build() {
            return new BackendInfo(this);
        }
    }
}
