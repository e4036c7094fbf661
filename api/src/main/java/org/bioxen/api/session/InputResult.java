// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaValue;

/** What became of an input. Immutable. */
public final class InputResult {
    private final long number;
    private final Fate fate;
    private final Optional<ExecutionResult> execution;

    /** What a session did with an input. */
    public enum Fate {
        /** It was evaluated, alone or joined to an incomplete one before it. */
        EVALUATED,
        /** It is not a whole chunk yet and waits for the rest. */
        INCOMPLETE,
        /** A script read it as standard input. */
        READ,
        /** It was never begun: the session ended first. */
        DISCARDED
    }

    private InputResult(long number, Fate fate, Optional<ExecutionResult> execution) {
        this.number = number;
        this.fate = Objects.requireNonNull(fate, "fate");
        this.execution = execution;
    }

    /** Of an input that was evaluated. */
    public static InputResult evaluated(long number, ExecutionResult execution) {
        return new InputResult(number, Fate.EVALUATED, Optional.of(execution));
    }

    /** Of an input that was not evaluated. */
    public static InputResult of(long number, Fate fate) {
        if (fate == Fate.EVALUATED) {
            throw new IllegalArgumentException("an input that was evaluated has an execution; give it");
        }
        return new InputResult(number, fate, Optional.empty());
    }

    /** The input's number, as {@link Attachment#sendInput} would have given it. */
    public long number() {
        return number;
    }

    /** What the session did with it. */
    public Fate fate() {
        return fate;
    }

    /** What came of it, if it was evaluated: outcome, its own output, values, error, what became of the Lua state. */
    public Optional<ExecutionResult> execution() {
        return execution;
    }

    /** Whether it was evaluated and {@linkplain ExecutionResult#success() completed}. */
    public boolean success() {
        return execution.filter(ExecutionResult::success).isPresent();
    }

    /** Its own standard output, the printed values included, decoded as UTF-8; empty if it was not evaluated. */
    public String stdout() {
        return execution.map(ExecutionResult::stdout).orElse("");
    }

    /** The values that it returned; empty if it was not evaluated. */
    public List<LuaValue> values() {
        return execution.map(ExecutionResult::values).orElse(List.of());
    }

    /** Why it did not complete, if it was evaluated and did not. */
    public Optional<LuaError> error() {
        return execution.flatMap(ExecutionResult::error);
    }

    @Override
    public String toString() {
        return "input " + number + " " + fate
                + execution.map(result -> ": " + result).orElse("");
    }
}
