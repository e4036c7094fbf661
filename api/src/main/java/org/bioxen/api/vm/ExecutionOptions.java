// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** How one script is executed. Immutable, but for the stream that it carries. */
public final class ExecutionOptions {
    /** Bytes of output that a result retains unless told otherwise: 16 MiB. */
    public static final int DEFAULT_RETAINED_OUTPUT = 16 << 20;

    private static final ExecutionOptions DEFAULTS = new Builder().build();

    private final boolean echo;
    private final boolean expressionFirst;
    private final Optional<InputStream> standardInput;
    private final Limits limits;
    private final Optional<OutputListener> outputListener;
    private final int retainedOutput;

    private ExecutionOptions(Builder builder) {
        echo = builder.echo;
        expressionFirst = builder.expressionFirst;
        standardInput = Optional.ofNullable(builder.standardInput);
        limits = builder.limits;
        outputListener = Optional.ofNullable(builder.outputListener);
        retainedOutput = builder.retainedOutput;
    }

    /** Echo on, no standard input, the VM's own limits, nobody listening. */
    public static ExecutionOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether values that the chunk returns are printed to standard output, as the Lua REPL does. */
    public boolean echo() {
        return echo;
    }

    /** Whether source that is an expression is taken as one, so that {@code 2 + 2} is {@code return 2 + 2}. */
    public boolean expressionFirst() {
        return expressionFirst;
    }

    /** What {@code io.read} reads; if absent, it is at its end. */
    public Optional<InputStream> standardInput() {
        return standardInput;
    }

    /** Limits of this run; they can only be tighter than the VM's. */
    public Limits limits() {
        return limits;
    }

    /** Who hears the output live. */
    public Optional<OutputListener> outputListener() {
        return outputListener;
    }

    /** How many bytes of output the result retains, the first ones; the rest is counted and marked as truncated. */
    public int retainedOutput() {
        return retainedOutput;
    }

    /** Builds {@link ExecutionOptions}. Not thread-safe. */
    public static final class Builder {
        private boolean echo = true;
        private boolean expressionFirst;
        private InputStream standardInput;
        private Limits limits = Limits.none();
        private OutputListener outputListener;
        private int retainedOutput = DEFAULT_RETAINED_OUTPUT;

        private Builder() {}

        /** Sets {@link ExecutionOptions#echo()}. */
        public Builder echo(boolean on) {
            echo = on;
            return this;
        }

        /** Sets {@link ExecutionOptions#expressionFirst()}. */
        public Builder expressionFirst(boolean on) {
            expressionFirst = on;
            return this;
        }

        /**
         * Sets {@link ExecutionOptions#standardInput()}. The stream is read only as the script asks, on a thread of its own if
         * it may block, and is never closed.
         */
        public Builder standardInput(InputStream stream) {
            standardInput = Objects.requireNonNull(stream, "stream");
            return this;
        }

        /** Sets {@link ExecutionOptions#standardInput()} to the UTF-8 bytes of a text. */
        public Builder standardInput(String text) {
            return standardInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }

        /** Sets {@link ExecutionOptions#limits()}. */
        public Builder limits(Limits tighter) {
            limits = Objects.requireNonNull(tighter, "tighter");
            return this;
        }

        /** Sets the wall-clock limit of this run. */
        public Builder timeout(Duration wallTime) {
            limits = limits.toBuilder().wallTime(wallTime).build();
            return this;
        }

        /** Sets {@link ExecutionOptions#outputListener()}. */
        public Builder outputListener(OutputListener listener) {
            outputListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Sets {@link ExecutionOptions#retainedOutput()}; zero retains nothing. */
        public Builder retainedOutput(int bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("the retained output is " + bytes + "; give zero or more bytes");
            }
            retainedOutput = bytes;
            return this;
        }

        /** The options so far. */
        public ExecutionOptions build() {
            return new ExecutionOptions(this);
        }
    }
}
