// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a VM was at one moment. Immutable. */
public final class VmInfo {
    private final VmSpec spec;
    private final String id;
    private final VmState state;
    private final Optional<String> backend;
    private final Optional<String> luaVersion;
    private final Optional<String> remark;
    private final Instant created;
    private final int pending;
    private final long executions;
    private final Usage usage;

    private VmInfo(Builder builder) {
        spec = builder.spec;
        id = builder.id;
        state = builder.state;
        backend = Optional.ofNullable(builder.backend);
        luaVersion = Optional.ofNullable(builder.luaVersion);
        remark = Optional.ofNullable(builder.remark);
        created = builder.created;
        pending = builder.pending;
        executions = builder.executions;
        usage = builder.usage;
    }

    /** A builder for the VM of this id and spec. */
    public static Builder builder(String id, VmSpec spec) {
        return new Builder(id, spec);
    }

    /** The VM's id. */
    public String id() {
        return id;
    }

    /** What it was asked to be. */
    public VmSpec spec() {
        return spec;
    }

    /** What it is doing. */
    public VmState state() {
        return state;
    }

    /** The backend that it is on, or was on last. */
    public Optional<String> backend() {
        return backend;
    }

    /** The Lua version that it runs, or ran last, for example {@code 5.4}. */
    public Optional<String> luaVersion() {
        return luaVersion;
    }

    /** Why it is in its state, where there is something to say: one line. */
    public Optional<String> remark() {
        return remark;
    }

    /** When it was created. */
    public Instant created() {
        return created;
    }

    /** Executions that wait in its queue. */
    public int pending() {
        return pending;
    }

    /** Executions that have ended. */
    public long executions() {
        return executions;
    }

    /**
     * What its executions have used, summed up from engine to engine; the memory is not a sum, but what the Lua state held when the
     * last one ended.
     */
    public Usage usage() {
        return usage;
    }

    @Override
    public String toString() {
        return id + " " + state + backend.map(name -> " on " + name).orElse("");
    }

    /** Builds a {@link VmInfo}. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private final VmSpec spec;
        private VmState state = VmState.STARTING;
        private String backend;
        private String luaVersion;
        private String remark;
        private Instant created = Instant.EPOCH;
        private int pending;
        private long executions;
        private Usage usage = Usage.nothing();

        private Builder(String id, VmSpec spec) {
            this.id = Objects.requireNonNull(id, "id");
            this.spec = Objects.requireNonNull(spec, "spec");
        }

        /** Sets {@link VmInfo#state()}. */
        public Builder state(VmState now) {
            state = Objects.requireNonNull(now, "now");
            return this;
        }

        /** Sets {@link VmInfo#backend()}. */
        public Builder backend(String name) {
            backend = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Sets {@link VmInfo#luaVersion()}. */
        public Builder luaVersion(String version) {
            luaVersion = Objects.requireNonNull(version, "version");
            return this;
        }

        /** Sets {@link VmInfo#remark()}. */
        public Builder remark(String line) {
            remark = Objects.requireNonNull(line, "line");
            return this;
        }

        /** Sets {@link VmInfo#created()}. */
        public Builder created(Instant when) {
            created = Objects.requireNonNull(when, "when");
            return this;
        }

        /** Sets {@link VmInfo#pending()}. */
        public Builder pending(int number) {
            pending = number;
            return this;
        }

        /** Sets {@link VmInfo#executions()}. */
        public Builder executions(long number) {
            executions = number;
            return this;
        }

        /** Sets {@link VmInfo#usage()}. */
        public Builder usage(Usage sum) {
            usage = Objects.requireNonNull(sum, "sum");
            return this;
        }

        /** The information so far. */
        public VmInfo build() {
            return new VmInfo(this);
        }
    }
}
