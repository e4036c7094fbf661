// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import java.util.Objects;
import java.util.Optional;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.SandboxLevel;

/** What an engine shall be. The backend keeps all of it or refuses to start. Immutable. */
public final class EngineSpec {
    private final SandboxLevel level;
    private final Optional<String> luaVersion;
    private final Optional<String> luaExecutable;
    private final Grants grants;
    private final Limits limits;
    private final boolean networked;
    private final boolean debug;
    private final ModuleSource modules;

    private EngineSpec(Builder builder) {
        level = builder.level;
        luaVersion = Optional.ofNullable(builder.luaVersion);
        luaExecutable = Optional.ofNullable(builder.luaExecutable);
        grants = builder.grants;
        limits = builder.limits;
        networked = builder.networked;
        debug = builder.debug;
        modules = builder.modules;
    }

    /** A builder for an engine of this level. */
    public static Builder builder(SandboxLevel level) {
        return new Builder(level);
    }

    /** What scripts must not be able to do. */
    public SandboxLevel level() {
        return level;
    }

    /** The Lua version, for example {@code 5.4}; if absent, the backend's preferred one. */
    public Optional<String> luaVersion() {
        return luaVersion;
    }

    /** The interpreter, by one of the descriptor's names or by path; if absent, the backend's choice. */
    public Optional<String> luaExecutable() {
        return luaExecutable;
    }

    /** What the level closes and this engine opens all the same. */
    public Grants grants() {
        return grants;
    }

    /** The widest limits that an evaluation will have. */
    public Limits limits() {
        return limits;
    }

    /** Whether scripts may use the network. */
    public boolean networked() {
        return networked;
    }

    /** Whether every error shall carry a traceback, at whatever cost. */
    public boolean debug() {
        return debug;
    }

    /** Where {@code require} finds modules at first. */
    public ModuleSource modules() {
        return modules;
    }

    @Override
    public String toString() {
        return "EngineSpec[" + level + luaVersion.map(v -> ", Lua " + v).orElse("")
                + luaExecutable.map(e -> ", " + e).orElse("") + "]";
    }

    /** Builds an {@link EngineSpec}. Not thread-safe. */
    public static final class Builder {
        private final SandboxLevel level;
        private String luaVersion;
        private String luaExecutable;
        private Grants grants = Grants.none();
        private Limits limits = Limits.none();
        private boolean networked;
        private boolean debug;
        private ModuleSource modules = ModuleSource.none();

        private Builder(SandboxLevel level) {
            this.level = Objects.requireNonNull(level, "level");
        }

        /** Sets {@link EngineSpec#luaVersion()}. */
        public Builder luaVersion(String version) {
            luaVersion = Objects.requireNonNull(version, "version");
            return this;
        }

        /** Sets {@link EngineSpec#luaExecutable()}. */
        public Builder luaExecutable(String nameOrPath) {
            luaExecutable = Objects.requireNonNull(nameOrPath, "nameOrPath");
            return this;
        }

        /** Sets {@link EngineSpec#grants()}. */
        public Builder grants(Grants opened) {
            grants = Objects.requireNonNull(opened, "opened");
            return this;
        }

        /** Sets {@link EngineSpec#limits()}. */
        public Builder limits(Limits widest) {
            limits = Objects.requireNonNull(widest, "widest");
            return this;
        }

        /** Sets {@link EngineSpec#networked()}. */
        public Builder networked(boolean on) {
            networked = on;
            return this;
        }

        /** Sets {@link EngineSpec#debug()}. */
        public Builder debug(boolean on) {
            debug = on;
            return this;
        }

        /** Sets {@link EngineSpec#modules()}. */
        public Builder modules(ModuleSource source) {
            modules = Objects.requireNonNull(source, "source");
            return this;
        }

        /** The spec so far. */
        public EngineSpec build() {
            return new EngineSpec(this);
        }
    }
}
