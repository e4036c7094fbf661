// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much a script may use in one execution. What is absent is not limited; since {@link #builder()} starts from {@link
 * #defaults(SandboxLevel) the defaults}, nothing is unlimited by accident. Immutable.
 */
public final class Limits {
    private static final Limits NONE = new Limits(new Builder());

    private final Optional<Duration> wallTime;
    private final Optional<Duration> cpuTime;
    private final OptionalLong instructions;
    private final OptionalLong memoryBytes;
    private final OptionalLong outputBytes;
    private final OptionalInt callDepth;
    private final OptionalInt sourceBytes;

    private Limits(Builder builder) {
        wallTime = Optional.ofNullable(builder.wallTime);
        cpuTime = Optional.ofNullable(builder.cpuTime);
        instructions = builder.instructions;
        memoryBytes = builder.memoryBytes;
        outputBytes = builder.outputBytes;
        callDepth = builder.callDepth;
        sourceBytes = builder.sourceBytes;
    }

    /** Nothing limited. As the limits of one run: nothing beyond what the VM's own limits say. */
    public static Limits none() {
        return NONE;
    }

    /**
     * What a VM of this level has when its creator says nothing: always one minute of wall-clock time, 16 MiB of output and
     * 16 MiB of source; from {@link SandboxLevel#CONSTRAINED} on also one minute of CPU time and 256 MiB of memory.
     */
    public static Limits defaults(SandboxLevel level) {
        return NONE.toBuilder()
                .wallTime(Duration.ofMinutes(1))
                .outputBytes(16L << 20)
                .sourceBytes(16 << 20)
                .build()
                .completedFor(level);
    }

    /** A builder that starts from {@link #defaults(SandboxLevel)} of {@link SandboxLevel#TRUSTED}. */
    public static Builder builder() {
        return defaults(SandboxLevel.TRUSTED).toBuilder();
    }

    /** A builder that starts from these limits. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.wallTime = wallTime.orElse(null);
        builder.cpuTime = cpuTime.orElse(null);
        builder.instructions = instructions;
        builder.memoryBytes = memoryBytes;
        builder.outputBytes = outputBytes;
        builder.callDepth = callDepth;
        builder.sourceBytes = sourceBytes;
        return builder;
    }

    /** Wall-clock time of one execution, the time it waits for input and output included, its place in the queue not. */
    public Optional<Duration> wallTime() {
        return wallTime;
    }

    /** CPU time of one execution. */
    public Optional<Duration> cpuTime() {
        return cpuTime;
    }

    /** Units of work of one execution, as the engine counts them. */
    public OptionalLong instructions() {
        return instructions;
    }

    /** Bytes of memory that the VM's Lua state may hold. */
    public OptionalLong memoryBytes() {
        return memoryBytes;
    }

    /** Bytes that one execution may write to standard output and standard error together. */
    public OptionalLong outputBytes() {
        return outputBytes;
    }

    /** Depth of nested Lua calls. */
    public OptionalInt callDepth() {
        return callDepth;
    }

    /** Bytes of a script's source. */
    public OptionalInt sourceBytes() {
        return sourceBytes;
    }

    /** For each limit the smaller of the two: how the limits of one run combine with those of its VM. */
    public Limits tightenedBy(Limits other) {
        Builder builder = toBuilder();
        builder.wallTime = smaller(wallTime, other.wallTime);
        builder.cpuTime = smaller(cpuTime, other.cpuTime);
        builder.instructions = smaller(instructions, other.instructions);
        builder.memoryBytes = smaller(memoryBytes, other.memoryBytes);
        builder.outputBytes = smaller(outputBytes, other.outputBytes);
        builder.callDepth = smaller(callDepth, other.callDepth);
        builder.sourceBytes = smaller(sourceBytes, other.sourceBytes);
        return builder.build();
    }

    /** These limits, with the defaults filled in for those that the level promises and that are absent here. */
    public Limits completedFor(SandboxLevel level) {
        if (level == SandboxLevel.TRUSTED) {
            return this;
        }
        Builder builder = toBuilder();
        if (cpuTime.isEmpty() && instructions.isEmpty()) {
            builder.cpuTime(Duration.ofMinutes(1));
        }
        if (memoryBytes.isEmpty()) {
            builder.memoryBytes(256L << 20);
        }
        return builder.build();
    }

    private static Duration smaller(Optional<Duration> a, Optional<Duration> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.or(() -> b).orElse(null);
        }
        return a.get().compareTo(b.get()) <= 0 ? a.get() : b.get();
    }

    private static OptionalLong smaller(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isPresent() ? a : b;
        }
        return OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
    }

    private static OptionalInt smaller(OptionalInt a, OptionalInt b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isPresent() ? a : b;
        }
        return OptionalInt.of(Math.min(a.getAsInt(), b.getAsInt()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits limits
                && wallTime.equals(limits.wallTime)
                && cpuTime.equals(limits.cpuTime)
                && instructions.equals(limits.instructions)
                && memoryBytes.equals(limits.memoryBytes)
                && outputBytes.equals(limits.outputBytes)
                && callDepth.equals(limits.callDepth)
                && sourceBytes.equals(limits.sourceBytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(wallTime, cpuTime, instructions, memoryBytes, outputBytes, callDepth, sourceBytes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        wallTime.ifPresent(t -> text.append(" wallTime=").append(t));
        cpuTime.ifPresent(t -> text.append(" cpuTime=").append(t));
        instructions.ifPresent(n -> text.append(" instructions=").append(n));
        memoryBytes.ifPresent(n -> text.append(" memoryBytes=").append(n));
        outputBytes.ifPresent(n -> text.append(" outputBytes=").append(n));
        callDepth.ifPresent(n -> text.append(" callDepth=").append(n));
        sourceBytes.ifPresent(n -> text.append(" sourceBytes=").append(n));
        return text.length() == 0 ? "none" : text.substring(1);
    }

    /** Builds {@link Limits}. Not thread-safe. Every number and time is above zero, else {@link IllegalArgumentException}. */
    public static final class Builder {
        private Duration wallTime;
        private Duration cpuTime;
        private OptionalLong instructions = OptionalLong.empty();
        private OptionalLong memoryBytes = OptionalLong.empty();
        private OptionalLong outputBytes = OptionalLong.empty();
        private OptionalInt callDepth = OptionalInt.empty();
        private OptionalInt sourceBytes = OptionalInt.empty();

        private Builder() {}

        /** Sets {@link Limits#wallTime()}. */
        public Builder wallTime(Duration time) {
            wallTime = Checks.positive(time, "wall-clock limit");
            return this;
        }

        /** Takes the wall-clock limit away. */
        public Builder unlimitedWallTime() {
            wallTime = null;
            return this;
        }

        /** Sets {@link Limits#cpuTime()}. */
        public Builder cpuTime(Duration time) {
            cpuTime = Checks.positive(time, "CPU time limit");
            return this;
        }

        /** Sets {@link Limits#instructions()}. */
        public Builder instructions(long units) {
            instructions = OptionalLong.of(Checks.positive(units, "instruction limit"));
            return this;
        }

        /** Sets {@link Limits#memoryBytes()}. */
        public Builder memoryBytes(long bytes) {
            memoryBytes = OptionalLong.of(Checks.positive(bytes, "memory limit"));
            return this;
        }

        /** Sets {@link Limits#outputBytes()}. */
        public Builder outputBytes(long bytes) {
            outputBytes = OptionalLong.of(Checks.positive(bytes, "output limit"));
            return this;
        }

        /** Takes the output limit away; what an {@link ExecutionResult} retains is bounded apart. */
        public Builder unlimitedOutput() {
            outputBytes = OptionalLong.empty();
            return this;
        }

        /** Sets {@link Limits#callDepth()}. */
        public Builder callDepth(int calls) {
            callDepth = OptionalInt.of((int) Checks.positive(calls, "call depth limit"));
            return this;
        }

        /** Sets {@link Limits#sourceBytes()}. */
        public Builder sourceBytes(int bytes) {
            sourceBytes = OptionalInt.of((int) Checks.positive(bytes, "source size limit"));
            return this;
        }

        /** The limits so far. */
        public Limits build() {
            return new Limits(this);
        }
    }
}
