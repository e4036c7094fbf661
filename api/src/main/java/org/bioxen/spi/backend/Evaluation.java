// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import java.util.Objects;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Script;

/**
 * One chunk to be run, with all that belongs to this run. Each has its identity: {@link LuaEngine#interrupt} names it.
 * Immutable, but for the sink and the source that it carries.
 */
public final class Evaluation {
    /**
     * How many values, table keys included, a result carries at most; tables beyond are reported as {@link
     * org.bioxen.api.vm.LuaValue.Opaque}.
     */
    public static final int MAX_VALUES = 100_000;

    private final Script script;
    private final EvaluationMode mode;
    private final boolean echo;
    private final Limits limits;
    private final OutputSink output;
    private final InputSource input;

    private Evaluation(Builder builder) {
        script = builder.script;
        mode = builder.mode;
        echo = builder.echo;
        limits = builder.limits;
        output = builder.output;
        input = builder.input;
    }

    /** A builder for an evaluation of this script that writes here. */
    public static Builder builder(Script script, OutputSink output) {
        return new Builder(script, output);
    }

    /**
     * Source, chunk name, arguments ({@code ...}) and program name: if that is present, the global {@code arg} is set to a
     * table with the program name at 0 and the arguments from 1 on.
     */
    public Script script() {
        return script;
    }

    /** How the source is read. */
    public EvaluationMode mode() {
        return mode;
    }

    /**
     * Whether returned values are printed to standard output as {@code print} would print them, {@code __tostring} included;
     * a chunk that returns nothing prints nothing.
     */
    public boolean echo() {
        return echo;
    }

    /**
     * Limits of this run. Wall-clock time is kept by the platform, which interrupts; output by the sink, which refuses; the
     * others by the engine, so far as its descriptor says that it enforces them.
     */
    public Limits limits() {
        return limits;
    }

    /** Where output goes. */
    public OutputSink output() {
        return output;
    }

    /** Where standard input comes from. */
    public InputSource input() {
        return input;
    }

    @Override
    public String toString() {
        return "Evaluation[" + script + ", " + mode + "]";
    }

    /** Builds an {@link Evaluation}. Not thread-safe. */
    public static final class Builder {
        private final Script script;
        private final OutputSink output;
        private EvaluationMode mode = EvaluationMode.CHUNK;
        private boolean echo;
        private Limits limits = Limits.none();
        private InputSource input = InputSource.empty();

        private Builder(Script script, OutputSink output) {
            this.script = Objects.requireNonNull(script, "script");
            this.output = Objects.requireNonNull(output, "output");
        }

        /** Sets {@link Evaluation#mode()}; {@link EvaluationMode#CHUNK} in a new builder. */
        public Builder mode(EvaluationMode how) {
            mode = Objects.requireNonNull(how, "how");
            return this;
        }

        /** Sets {@link Evaluation#echo()}; off in a new builder. */
        public Builder echo(boolean on) {
            echo = on;
            return this;
        }

        /** Sets {@link Evaluation#limits()}; none in a new builder. */
        public Builder limits(Limits each) {
            limits = Objects.requireNonNull(each, "each");
            return this;
        }

        /** Sets {@link Evaluation#input()}; empty in a new builder. */
        public Builder input(InputSource source) {
            input = Objects.requireNonNull(source, "source");
            return this;
        }

        /** A new evaluation. */
        public Evaluation build() {
            return new Evaluation(this);
        }
    }
}
