// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.EvaluationResult;

/** An evaluation that has returned: its result and what it wrote. */
public final class Finished {
    private final EvaluationResult result;
    private final RecordingSink sink;

    Finished(EvaluationResult result, RecordingSink sink) {
        this.result = result;
        this.sink = sink;
    }

    /** What {@code evaluate} returned. */
    public EvaluationResult result() {
        return result;
    }

    /** Standard output, decoded as UTF-8. */
    public String stdout() {
        return new String(sink.stdout(), StandardCharsets.UTF_8);
    }

    /** The bytes of standard output. */
    public byte[] stdoutBytes() {
        return sink.stdout();
    }

    /** Standard error, decoded as UTF-8. */
    public String stderr() {
        return new String(sink.stderr(), StandardCharsets.UTF_8);
    }

    /** The bytes of standard error. */
    public byte[] stderrBytes() {
        return sink.stderr();
    }

    /** Both streams as they came, with {@code <err>} and {@code <out>} where one follows the other; only the beginning. */
    public String transcript() {
        return sink.transcript();
    }

    /** Asserts that it completed; answers the values. */
    public List<LuaValue> values() {
        assertOutcome(Outcome.COMPLETED);
        return result.values();
    }

    /** Asserts that it completed with one value; answers that. */
    public LuaValue value() {
        assertThat(values()).as("returned values").hasSize(1);
        return result.values().get(0);
    }

    /** Asserts that it completed with one table; answers that. */
    public LuaValue.Table table() {
        assertThat(value()).isInstanceOf(LuaValue.Table.class);
        return (LuaValue.Table) value();
    }

    /** Asserts that it completed with one string; answers its text. */
    public String text() {
        assertThat(value()).isInstanceOf(LuaValue.Str.class);
        return value().asText();
    }

    /** Asserts that it is a script error; answers that. */
    public LuaError scriptError() {
        assertOutcome(Outcome.SCRIPT_ERROR);
        return result.error().orElseThrow();
    }

    /** Asserts how it ended. */
    public Finished assertOutcome(Outcome expected) {
        assertThat(result.outcome()).as("outcome of %s", this).isEqualTo(expected);
        return this;
    }

    @Override
    public String toString() {
        return result.outcome()
                + result.error().map(e -> ": " + e.message()).orElse("")
                + ", state " + result.stateAfter() + ", " + sink.stdout().length + " bytes of output";
    }
}
