// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.core.process.Lab.run;
import static org.bioxen.core.process.Lab.texts;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A script that is stopped leaves its state behind if it can be reached, and is ended with it if not. */
class StopTest {
    private static final String INTERPRETERS = "org.bioxen.core.process.Lab#interpreters";

    /** Allocates, so that LuaJIT comes out of its compiled code. */
    private static final String LOOP = "while true do kept[1] = {} end";

    private final Lab lab = new Lab();

    @AfterEach
    void close() {
        lab.close();
    }

    static Stream<Arguments> everywhere() {
        return Lab.interpreters().flatMap(interpreter -> Stream.of(SandboxLevel.TRUSTED, SandboxLevel.UNTRUSTED)
                .map(level -> Arguments.of(interpreter, level)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void tenthInterruptIsAsTheFirst(String interpreter, SandboxLevel level) throws Exception {
        ProcessEngine engine = engine(interpreter, level);
        run(engine, "kept, rounds = {}, 0");

        for (int i = 1; i <= 10; i++) {
            assertStopped(stop(engine, "rounds = rounds + 1 print('on') " + LOOP), Outcome.INTERRUPTED);
            assertThat(texts(run(engine, "return type(kept), rounds"))).containsExactly("table", Integer.toString(i));
        }
    }

    private ProcessEngine engine(String interpreter, SandboxLevel level) {
        Lab.assumeKept(lab.backend, level);
        return lab.engine(EngineSpec.builder(level).luaExecutable(interpreter));
    }

    private static void assertStopped(EvaluationResult result, Outcome outcome) {
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.stateAfter())
                .as(result.error().orElseThrow().message())
                .isEqualTo(StateAfter.KEPT);
        assertThat(result.error().orElseThrow().message())
                .doesNotContain("ended")
                .hasLineCount(1);
    }

    /** Interrupts a script as soon as it has printed {@code on}. */
    private static EvaluationResult stop(ProcessEngine engine, String source) throws Exception {
        return stop(engine, source, UnaryOperator.identity());
    }

    private static EvaluationResult stop(ProcessEngine engine, String source, UnaryOperator<Evaluation.Builder> more)
            throws Exception {
        Lab.Output output = new Lab.Output();
        Evaluation evaluation = Lab.evaluation(source, output, more);
        CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);
        output.await(text -> text.startsWith("on\n"));
        engine.interrupt(evaluation, InterruptReason.REQUESTED);
        return Lab.await(result);
    }
}
