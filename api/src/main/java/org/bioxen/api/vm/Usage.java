// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** What an execution used. What an engine cannot count is absent. Immutable. */
public final class Usage {
    private static final Usage NOTHING = builder().build();

    private final Duration wallTime;
    private final Optional<Duration> cpuTime;
    private final OptionalLong instructions;
    private final OptionalLong memoryBytes;
    private final long outputBytes;

    private Usage(Builder builder) {
        wallTime = builder.wallTime;
        cpuTime = Optional.ofNullable(builder.cpuTime);
        instructions = builder.instructions;
        memoryBytes = builder.memoryBytes;
        outputBytes = builder.outputBytes;
    }

    /** Nothing used. */
    public static Usage nothing() {
        return NOTHING;
    }

    /** A builder that starts with nothing used. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this usage. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.wallTime = wallTime;
        builder.cpuTime = cpuTime.orElse(null);
        builder.instructions = instructions;
        builder.memoryBytes = memoryBytes;
        builder.outputBytes = outputBytes;
        return builder;
    }

    /** Wall-clock time from the start of the evaluation to its end, time in the queue not included. */
    public Duration wallTime() {
        return wallTime;
    }

    /** CPU time. */
    public Optional<Duration> cpuTime() {
        return cpuTime;
    }

    /** Units of work, as the engine counts them. */
    public OptionalLong instructions() {
        return instructions;
    }

    /** Bytes that the Lua state held at the end, as the engine counts them. */
    public OptionalLong memoryBytes() {
        return memoryBytes;
    }

    /** Bytes written to standard output and standard error together. */
    public long outputBytes() {
        return outputBytes;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("wallTime=").append(wallTime);
        cpuTime.ifPresent(t -> text.append(" cpuTime=").append(t));
        instructions.ifPresent(n -> text.append(" instructions=").append(n));
        memoryBytes.ifPresent(n -> text.append(" memoryBytes=").append(n));
        return text.append(" outputBytes=").append(outputBytes).toString();
    }

    /** Builds a {@link Usage}. Not thread-safe. */
    public static final class Builder {
        private Duration wallTime = Duration.ZERO;
        private Duration cpuTime;
        private OptionalLong instructions = OptionalLong.empty();
        private OptionalLong memoryBytes = OptionalLong.empty();
        private long outputBytes;

        private Builder() {}

        /** Sets {@link Usage#wallTime()}. */
        public Builder wallTime(Duration time) {
            wallTime = Objects.requireNonNull(time, "time");
            return this;
        }

        /** Sets {@link Usage#cpuTime()}. */
        public Builder cpuTime(Duration time) {
            cpuTime = Objects.requireNonNull(time, "time");
            return this;
        }

        /** Sets {@link Usage#instructions()}. */
        public Builder instructions(long units) {
            instructions = OptionalLong.of(units);
            return this;
        }

        /** Sets {@link Usage#memoryBytes()}. */
        public Builder memoryBytes(long bytes) {
            memoryBytes = OptionalLong.of(bytes);
            return this;
        }

        /** Sets {@link Usage#outputBytes()}. */
        public Builder outputBytes(long bytes) {
            outputBytes = bytes;
            return this;
        }

        /** The usage so far. */
        public Usage build() {
            return new Usage(this);
        }
    }
}
