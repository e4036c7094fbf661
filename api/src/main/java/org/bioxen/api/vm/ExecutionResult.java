// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** What came of a script. A script that fails is a result, not an exception. Immutable. */
public final class ExecutionResult {
    private final Outcome outcome;
    private final byte[] stdout;
    private final byte[] stderr;
    private final boolean truncated;
    private final List<LuaValue> values;
    private final Optional<LuaError> error;
    private final boolean incomplete;
    private final OptionalInt exitCode;
    private final Usage usage;
    private final StateAfter stateAfter;

    private ExecutionResult(Builder builder) {
        outcome = builder.outcome;
        stdout = builder.stdout;
        stderr = builder.stderr;
        truncated = builder.truncated;
        values = List.copyOf(builder.values);
        error = Optional.ofNullable(builder.error);
        incomplete = builder.incomplete;
        exitCode = builder.exitCode;
        usage = builder.usage;
        stateAfter = builder.stateAfter;
        if (outcome != Outcome.COMPLETED && error.isEmpty()) {
            throw new IllegalStateException("a result that is " + outcome + " needs an error that says why");
        }
    }

    /** A builder for a result of this outcome. */
    public static Builder builder(Outcome outcome) {
        return new Builder(outcome);
    }

    /** How the script ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Whether it completed, without an exit code or with exit code 0. */
    public boolean success() {
        return outcome == Outcome.COMPLETED && exitCode.orElse(0) == 0;
    }

    /**
     * This result, if it is a {@link #success()}.
     *
     * @throws LuaExecutionException carrying this result, if not
     */
    public ExecutionResult orThrow() {
        if (!success()) {
            throw new LuaExecutionException(this);
        }
        return this;
    }

    /** Standard output, echo included, as far as it was retained, decoded as UTF-8 with replacement characters. */
    public String stdout() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** Standard error, as far as it was retained, decoded as UTF-8 with replacement characters. */
    public String stderr() {
        return new String(stderr, StandardCharsets.UTF_8);
    }

    /** A read-only view of the bytes of standard output, as far as they were retained. */
    public ByteBuffer stdoutBytes() {
        return ByteBuffer.wrap(stdout).asReadOnlyBuffer();
    }

    /** A read-only view of the bytes of standard error, as far as they were retained. */
    public ByteBuffer stderrBytes() {
        return ByteBuffer.wrap(stderr).asReadOnlyBuffer();
    }

    /** Whether output was left out of this result, because more was written than was to be retained. */
    public boolean truncated() {
        return truncated;
    }

    /** The values that the chunk returned. */
    public List<LuaValue> values() {
        return values;
    }

    /** Why it did not complete; present for every outcome but {@link Outcome#COMPLETED}. */
    public Optional<LuaError> error() {
        return error;
    }

    /**
     * With {@link ExecutionOptions#expressionFirst()}: the source did not compile and was not run, but could if more came; then the
     * outcome is {@link Outcome#SCRIPT_ERROR}.
     */
    public boolean incomplete() {
        return incomplete;
    }

    /** What the script gave to {@code os.exit}, if it ended that way. */
    public OptionalInt exitCode() {
        return exitCode;
    }

    /** What it used. */
    public Usage usage() {
        return usage;
    }

    /** What became of the VM's Lua state. */
    public StateAfter stateAfter() {
        return stateAfter;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(outcome.toString());
        error.ifPresent(e -> text.append(": ").append(e.message()));
        exitCode.ifPresent(n -> text.append(", exit code ").append(n));
        return text.append(", state ").append(stateAfter).toString();
    }

    /** Builds an {@link ExecutionResult}. Not thread-safe. */
    public static final class Builder {
        private final Outcome outcome;
        private byte[] stdout = new byte[0];
        private byte[] stderr = new byte[0];
        private boolean truncated;
        private List<LuaValue> values = List.of();
        private LuaError error;
        private boolean incomplete;
        private OptionalInt exitCode = OptionalInt.empty();
        private Usage usage = Usage.nothing();
        private StateAfter stateAfter = StateAfter.KEPT;

        private Builder(Outcome outcome) {
            this.outcome = Objects.requireNonNull(outcome, "outcome");
        }

        /** Sets the bytes of standard output, which the result takes over. */
        public Builder stdout(byte[] bytes) {
            stdout = Objects.requireNonNull(bytes, "bytes");
            return this;
        }

        /** Sets the bytes of standard error, which the result takes over. */
        public Builder stderr(byte[] bytes) {
            stderr = Objects.requireNonNull(bytes, "bytes");
            return this;
        }

        /** Sets {@link ExecutionResult#truncated()}. */
        public Builder truncated(boolean some) {
            truncated = some;
            return this;
        }

        /** Sets {@link ExecutionResult#values()}. */
        public Builder values(List<LuaValue> returned) {
            values = returned;
            return this;
        }

        /** Sets {@link ExecutionResult#error()}. */
        public Builder error(LuaError why) {
            error = Objects.requireNonNull(why, "why");
            return this;
        }

        /** Sets {@link ExecutionResult#incomplete()}. */
        public Builder incomplete(boolean more) {
            incomplete = more;
            return this;
        }

        /** Sets {@link ExecutionResult#exitCode()}. */
        public Builder exitCode(int code) {
            exitCode = OptionalInt.of(code);
            return this;
        }

        /** Sets {@link ExecutionResult#usage()}. */
        public Builder usage(Usage used) {
            usage = Objects.requireNonNull(used, "used");
            return this;
        }

        /** Sets {@link ExecutionResult#stateAfter()}. */
        public Builder stateAfter(StateAfter state) {
            stateAfter = Objects.requireNonNull(state, "state");
            return this;
        }

        /**
         * The result.
         *
         * @throws IllegalStateException if it did not complete and no error says why
         */
        public ExecutionResult build() {
            return new ExecutionResult(this);
        }
    }
}
