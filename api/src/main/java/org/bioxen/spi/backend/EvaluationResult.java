// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Usage;

/** What came of an evaluation, as its engine tells it. Immutable. */
public final class EvaluationResult {
    private final Outcome outcome;
    private final List<LuaValue> values;
    private final Optional<LuaError> error;
    private final boolean incomplete;
    private final OptionalInt exitCode;
    private final Usage usage;
    private final StateAfter stateAfter;

    private EvaluationResult(Builder builder) {
        outcome = builder.outcome;
        values = List.copyOf(builder.values);
        error = Optional.ofNullable(builder.error);
        incomplete = builder.incomplete;
        exitCode = builder.exitCode;
        usage = builder.usage;
        stateAfter = builder.stateAfter;
        if (outcome == Outcome.NOT_STARTED) {
            throw new IllegalStateException("an engine never answers NOT_STARTED; that is the platform's");
        }
        if (outcome != Outcome.COMPLETED && error.isEmpty()) {
            throw new IllegalStateException("a result that is " + outcome + " needs an error that says why");
        }
    }

    /** A builder for a result of this outcome. */
    public static Builder builder(Outcome outcome) {
        return new Builder(outcome);
    }

    /** How it ended: any outcome but {@code NOT_STARTED}. */
    public Outcome outcome() {
        return outcome;
    }

    /** The values that the chunk returned. */
    public List<LuaValue> values() {
        return values;
    }

    /** Why it did not complete. */
    public Optional<LuaError> error() {
        return error;
    }

    /** In {@link EvaluationMode#REPL}: the source did not compile, but could if more came; the outcome is a script error. */
    public boolean incomplete() {
        return incomplete;
    }

    /** What was given to {@code os.exit}; then the outcome is {@code COMPLETED} and the state is lost. */
    public OptionalInt exitCode() {
        return exitCode;
    }

    /** What the engine counted; the platform fills in wall-clock time and output. */
    public Usage usage() {
        return usage;
    }

    /** {@code KEPT} or {@code LOST}; {@code RESET} is for the platform to say. */
    public StateAfter stateAfter() {
        return stateAfter;
    }

    /** Builds an {@link EvaluationResult}. Not thread-safe. */
    public static final class Builder {
        private final Outcome outcome;
        private List<LuaValue> values = List.of();
        private LuaError error;
        private boolean incomplete;
        private OptionalInt exitCode = OptionalInt.empty();
        private Usage usage = Usage.nothing();
        private StateAfter stateAfter = StateAfter.KEPT;

        private Builder(Outcome outcome) {
            this.outcome = Objects.requireNonNull(outcome, "outcome");
        }

        /** Sets {@link EvaluationResult#values()}. */
        public Builder values(List<LuaValue> returned) {
            values = returned;
            return this;
        }

        /** Sets {@link EvaluationResult#error()}. */
        public Builder error(LuaError why) {
            error = Objects.requireNonNull(why, "why");
            return this;
        }

        /** Sets {@link EvaluationResult#incomplete()}. */
        public Builder incomplete(boolean more) {
            incomplete = more;
            return this;
        }

        /** Sets {@link EvaluationResult#exitCode()}. */
        public Builder exitCode(int code) {
            exitCode = OptionalInt.of(code);
            return this;
        }

        /** Sets {@link EvaluationResult#usage()}. */
        public Builder usage(Usage used) {
            usage = Objects.requireNonNull(used, "used");
            return this;
        }

        /** Sets {@link EvaluationResult#stateAfter()}. */
        public Builder stateAfter(StateAfter state) {
            stateAfter = Objects.requireNonNull(state, "state");
            return this;
        }

        /**
         * The result.
         *
         * @throws IllegalStateException if the outcome is {@code NOT_STARTED}, or not {@code COMPLETED} and without an error
         */
        public EvaluationResult build() {
            return new EvaluationResult(this);
        }
    }
}
