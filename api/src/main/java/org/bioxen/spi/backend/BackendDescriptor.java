// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.SandboxLevel;

/** What a backend is and can do. What it does not claim here, it is not asked for. Immutable. */
public final class BackendDescriptor {
    private final String name;
    private final String engine;
    private final List<Interpreter> interpreters;
    private final List<String> luaVersions;
    private final boolean executablesByPath;
    private final Set<SandboxLevel> levels;
    private final Set<Enforcement> enforcements;
    private final boolean networked;
    private final List<String> remarks;
    private final long evaluationStackBytes;

    /**
     * An interpreter that a spec may choose.
     *
     * @param name by which it is chosen, for example {@code lua5.4}
     * @param luaVersion what it runs, for example {@code 5.4}
     * @param description its full version and where it is, for people
     */
    public record Interpreter(String name, String luaVersion, String description) {
        /** Refuses {@code null}. */
        public Interpreter {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(luaVersion, "luaVersion");
            Objects.requireNonNull(description, "description");
        }
    }

    private BackendDescriptor(Builder builder) {
        name = builder.name;
        engine = builder.engine;
        interpreters = List.copyOf(builder.interpreters);
        luaVersions = List.copyOf(builder.luaVersions);
        executablesByPath = builder.executablesByPath;
        levels = Set.copyOf(builder.levels);
        enforcements = Set.copyOf(builder.enforcements);
        networked = builder.networked;
        remarks = List.copyOf(builder.remarks);
        evaluationStackBytes = builder.evaluationStackBytes;
        if (luaVersions.isEmpty() || levels.isEmpty()) {
            throw new IllegalStateException("backend '" + name + "' claims no Lua version or no sandbox level");
        }
    }

    /**
     * A builder for the backend of this name.
     *
     * @param engine what runs the scripts, with its version, for people
     */
    public static Builder builder(String name, String engine) {
        return new Builder(name, engine);
    }

    /** The name, as in the service property {@link LuaBackend#NAME}. */
    public String name() {
        return name;
    }

    /** What runs the scripts, with its version, for people. */
    public String engine() {
        return engine;
    }

    /** The interpreters that a spec may choose by name, the preferred one first; empty if there is nothing to choose. */
    public List<Interpreter> interpreters() {
        return interpreters;
    }

    /** The Lua versions that it runs, the preferred one first; never empty. */
    public List<String> luaVersions() {
        return luaVersions;
    }

    /** Whether a spec may also choose an executable by its path. */
    public boolean executablesByPath() {
        return executablesByPath;
    }

    /** The sandbox levels whose promises it keeps whole; never empty. */
    public Set<SandboxLevel> levels() {
        return levels;
    }

    /** What it can enforce. */
    public Set<Enforcement> enforcements() {
        return enforcements;
    }

    /** Whether it can give scripts a network. */
    public boolean networked() {
        return networked;
    }

    /** What else a person may want to know, one line each: what was found, what is missing and why; empty if nothing. */
    public List<String> remarks() {
        return remarks;
    }

    /** The stack, in bytes, that a thread needs which calls {@link LuaEngine#evaluate}; zero if any will do. */
    public long evaluationStackBytes() {
        return evaluationStackBytes;
    }

    @Override
    public String toString() {
        return name + " (" + engine + ")";
    }

    /** Builds a {@link BackendDescriptor}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String engine;
        private List<Interpreter> interpreters = List.of();
        private List<String> luaVersions = List.of();
        private boolean executablesByPath;
        private Set<SandboxLevel> levels = EnumSet.of(SandboxLevel.TRUSTED);
        private Set<Enforcement> enforcements = EnumSet.noneOf(Enforcement.class);
        private boolean networked;
        private List<String> remarks = List.of();
        private long evaluationStackBytes;

        private Builder(String name, String engine) {
            this.name = Objects.requireNonNull(name, "name");
            this.engine = Objects.requireNonNull(engine, "engine");
        }

        /** Sets {@link BackendDescriptor#interpreters()} and, from them, {@link BackendDescriptor#luaVersions()}. */
        public Builder interpreters(List<Interpreter> choices) {
            interpreters = choices;
            luaVersions =
                    choices.stream().map(Interpreter::luaVersion).distinct().toList();
            return this;
        }

        /** Sets {@link BackendDescriptor#luaVersions()}. */
        public Builder luaVersions(String... versions) {
            luaVersions = List.of(versions);
            return this;
        }

        /** Sets {@link BackendDescriptor#executablesByPath()}; off in a new builder. */
        public Builder executablesByPath(boolean can) {
            executablesByPath = can;
            return this;
        }

        /** Sets {@link BackendDescriptor#levels()}; {@code TRUSTED} alone in a new builder. */
        public Builder levels(Set<SandboxLevel> kept) {
            levels = kept;
            return this;
        }

        /** Sets {@link BackendDescriptor#enforcements()}; none in a new builder. */
        public Builder enforcements(Set<Enforcement> kept) {
            enforcements = kept;
            return this;
        }

        /** Sets {@link BackendDescriptor#networked()}; off in a new builder. */
        public Builder networked(boolean can) {
            networked = can;
            return this;
        }

        /** Sets {@link BackendDescriptor#remarks()}; none in a new builder. */
        public Builder remarks(List<String> lines) {
            remarks = lines;
            return this;
        }

        /** Sets {@link BackendDescriptor#evaluationStackBytes()}; zero in a new builder. */
        public Builder evaluationStackBytes(long bytes) {
            evaluationStackBytes = bytes;
            return this;
        }

        /**
         * The descriptor.
         *
         * @throws IllegalStateException if it has no Lua version or no level
         */
        public BackendDescriptor build() {
            return new BackendDescriptor(this);
        }
    }
}
