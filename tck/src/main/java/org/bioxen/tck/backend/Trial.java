// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationMode;
import org.bioxen.spi.backend.InputSource;

/** A chunk that a test runs, with all that belongs to it. A builder; each run makes an evaluation of its own from it. */
public final class Trial {
    private Script script;
    private EvaluationMode mode = EvaluationMode.CHUNK;
    private boolean echo;
    private long acceptedOutput = Long.MAX_VALUE;
    private InputSource input = InputSource.empty();
    private Limits limits = Limits.none();

    private Trial(Script script) {
        this.script = script;
    }

    /** A chunk of this text under the name {@code =exec}. */
    public static Trial of(String source) {
        return new Trial(Script.of(source));
    }

    /** This script. */
    public static Trial of(Script script) {
        return new Trial(script);
    }

    /** Gives the chunk a name, in Lua's form. */
    public Trial named(String chunkName) {
        script = script.named(chunkName);
        return this;
    }

    /** Reads the source as the Lua REPL does. */
    public Trial repl() {
        mode = EvaluationMode.REPL;
        return this;
    }

    /** Has returned values printed. */
    public Trial echo() {
        echo = true;
        return this;
    }

    /** Has the sink refuse what exceeds this many bytes. */
    public Trial acceptingOutput(long bytes) {
        acceptedOutput = bytes;
        return this;
    }

    /** Gives the script something to read. */
    public Trial input(InputSource source) {
        input = source;
        return this;
    }

    /** Gives the script the UTF-8 bytes of a text to read. */
    public Trial input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives the script bytes to read. */
    public Trial input(byte[] bytes) {
        ByteArrayInputStream stream = new ByteArrayInputStream(bytes);
        return input(stream::read);
    }

    /** Limits this run. */
    public Trial limits(Limits each) {
        limits = each;
        return this;
    }

    RecordingSink newSink() {
        return new RecordingSink(acceptedOutput);
    }

    Evaluation newEvaluation(RecordingSink sink) {
        return Evaluation.builder(script, sink)
                .mode(mode)
                .echo(echo)
                .input(input)
                .limits(limits)
                .build();
    }
}
