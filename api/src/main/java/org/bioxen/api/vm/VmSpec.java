// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a VM shall be. A backend takes it whole or not at all; what it does not say, the backend with the highest ranking
 * decides. Immutable.
 */
public final class VmSpec {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final Optional<String> id;
    private final Optional<String> backend;
    private final Optional<String> luaVersion;
    private final Optional<String> luaExecutable;
    private final Optional<String> environment;
    private final boolean networked;
    private final boolean persistent;
    private final boolean debug;
    private final List<Script> preloads;
    private final Rebind rebind;
    private final SandboxLevel level;
    private final Grants grants;
    private final Limits limits;
    private final Map<String, String> labels;

    private VmSpec(Builder builder) {
        id = Optional.ofNullable(builder.id);
        backend = Optional.ofNullable(builder.backend);
        luaVersion = Optional.ofNullable(builder.luaVersion);
        luaExecutable = Optional.ofNullable(builder.luaExecutable);
        environment = Optional.ofNullable(builder.environment);
        networked = builder.networked;
        persistent = builder.persistent;
        debug = builder.debug;
        preloads = List.copyOf(builder.preloads);
        rebind = builder.rebind;
        level = builder.level;
        grants = builder.grants;
        limits = builder.limits == null ? Limits.defaults(level) : builder.limits.completedFor(level);
        labels = Map.copyOf(builder.labels);
    }

    /** A builder for a VM of this id: 1 to 128 of {@code A-Z a-z 0-9 . _ -}, a letter or digit first. */
    public static Builder named(String id) {
        return new Builder().id(id);
    }

    /** A builder for a VM whose id the manager makes up. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this spec. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.id = id.orElse(null);
        builder.backend = backend.orElse(null);
        builder.luaVersion = luaVersion.orElse(null);
        builder.luaExecutable = luaExecutable.orElse(null);
        builder.environment = environment.orElse(null);
        builder.networked = networked;
        builder.persistent = persistent;
        builder.debug = debug;
        builder.preloads.addAll(preloads);
        builder.rebind = rebind;
        builder.level = level;
        builder.grants = grants;
        builder.limits = limits;
        builder.labels.putAll(labels);
        return builder;
    }

    /** The VM's id; if absent, the manager makes one up. */
    public Optional<String> id() {
        return id;
    }

    /** The name of the backend; if absent, any. */
    public Optional<String> backend() {
        return backend;
    }

    /** The Lua version as {@code _VERSION} has it after the word Lua, for example {@code 5.4}; if absent, any. */
    public Optional<String> luaVersion() {
        return luaVersion;
    }

    /** The interpreter: a name that a backend lists, or the path of an executable; if absent, the backend's choice. */
    public Optional<String> luaExecutable() {
        return luaExecutable;
    }

    /** The environment whose packages {@code require} finds; if absent, none. */
    public Optional<String> environment() {
        return environment;
    }

    /** Whether the script may use the network. */
    public boolean networked() {
        return networked;
    }

    /** Whether the VM, and its session, outlives its scope and the bundle that made it. Never a restart of the JVM. */
    public boolean persistent() {
        return persistent;
    }

    /** Whether this VM logs at debug level. */
    public boolean debug() {
        return debug;
    }

    /** Scripts that every fresh Lua state of this VM runs first, in order; if one fails, the VM does not start. */
    public List<Script> preloads() {
        return preloads;
    }

    /** What the VM may do when its engine is gone. */
    public Rebind rebind() {
        return rebind;
    }

    /** How far its scripts are trusted. */
    public SandboxLevel level() {
        return level;
    }

    /** What the level closes and this VM may use all the same. */
    public Grants grants() {
        return grants;
    }

    /** Limits of each execution, those that the level promises included. */
    public Limits limits() {
        return limits;
    }

    /** Free labels, for those who list VMs. */
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("VmSpec[");
        id.ifPresent(value -> text.append("id=").append(value).append(' '));
        backend.ifPresent(value -> text.append("backend=").append(value).append(' '));
        luaVersion.ifPresent(value -> text.append("luaVersion=").append(value).append(' '));
        luaExecutable.ifPresent(
                value -> text.append("luaExecutable=").append(value).append(' '));
        environment.ifPresent(value -> text.append("environment=").append(value).append(' '));
        return text.append("level=").append(level).append(']').toString();
    }

    /** Builds a {@link VmSpec}. Not thread-safe. */
    public static final class Builder {
        private String id;
        private String backend;
        private String luaVersion;
        private String luaExecutable;
        private String environment;
        private boolean networked;
        private boolean persistent;
        private boolean debug;
        private final List<Script> preloads = new ArrayList<>();
        private Rebind rebind = Rebind.SAME_VERSION;
        private SandboxLevel level = SandboxLevel.CONSTRAINED;
        private Grants grants = Grants.none();
        private Limits limits;
        private final Map<String, String> labels = new LinkedHashMap<>();

        private Builder() {}

        /** Sets {@link VmSpec#id()}; see {@link VmSpec#named} for its form. */
        public Builder id(String name) {
            if (!ID.matcher(Objects.requireNonNull(name, "name")).matches()) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no VM id; give 1 to 128 of A-Z a-z 0-9 . _ - with a letter or digit first");
            }
            id = name;
            return this;
        }

        /** Lets the manager make up the id, as in a new builder. */
        public Builder anyId() {
            id = null;
            return this;
        }

        /** Sets {@link VmSpec#backend()}. */
        public Builder backend(String name) {
            backend = Checks.notBlank(name, "backend name");
            return this;
        }

        /** Sets {@link VmSpec#luaVersion()}. */
        public Builder luaVersion(String version) {
            luaVersion = Checks.notBlank(version, "Lua version");
            return this;
        }

        /** Sets {@link VmSpec#luaExecutable()}. */
        public Builder luaExecutable(String nameOrPath) {
            luaExecutable = Checks.notBlank(nameOrPath, "Lua executable");
            return this;
        }

        /** Sets {@link VmSpec#environment()}. */
        public Builder environment(String name) {
            environment = Checks.notBlank(name, "environment name");
            return this;
        }

        /** Sets {@link VmSpec#networked()}; off in a new builder. */
        public Builder networked(boolean on) {
            networked = on;
            return this;
        }

        /** Sets {@link VmSpec#persistent()}; off in a new builder. */
        public Builder persistent(boolean on) {
            persistent = on;
            return this;
        }

        /** Sets {@link VmSpec#debug()}; off in a new builder. */
        public Builder debug(boolean on) {
            debug = on;
            return this;
        }

        /** Adds to {@link VmSpec#preloads()}. */
        public Builder preload(Script script) {
            preloads.add(Objects.requireNonNull(script, "script"));
            return this;
        }

        /** Sets {@link VmSpec#rebind()}; {@link Rebind#SAME_VERSION} in a new builder. */
        public Builder rebind(Rebind policy) {
            rebind = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Sets {@link VmSpec#level()}; {@link SandboxLevel#CONSTRAINED} in a new builder. */
        public Builder level(SandboxLevel trust) {
            level = Objects.requireNonNull(trust, "trust");
            return this;
        }

        /** Sets {@link VmSpec#grants()}; none in a new builder. */
        public Builder grants(Grants opened) {
            grants = Objects.requireNonNull(opened, "opened");
            return this;
        }

        /** Sets {@link VmSpec#limits()}; {@link Limits#defaults} of the level in a new builder. */
        public Builder limits(Limits each) {
            limits = Objects.requireNonNull(each, "each");
            return this;
        }

        /** Adds to {@link VmSpec#labels()}. */
        public Builder label(String key, String value) {
            labels.put(Checks.notBlank(key, "label"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** The spec so far. */
        public VmSpec build() {
            return new VmSpec(this);
        }
    }
}
