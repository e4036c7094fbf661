// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.core.process.Lab.run;
import static org.bioxen.core.process.Lab.texts;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.OutputSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many small writes are sent together, and nobody notices: nothing is out of order, and nothing is seen late. */
class HeldOutputTest {
    private static final String INTERPRETERS = "org.bioxen.core.process.Lab#interpreters";

    /** So many that the last are held back. */
    private static final String MANY_LINES = "for i = 1, 3333 do print(i) end ";

    private final Lab lab = new Lab();

    @AfterEach
    void close() {
        lab.close();
    }

    private static String lines(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    /** Runs it until its last line is there, while it computes on. */
    private void assertSeenMeanwhile(String interpreter, String source) throws Exception {
        ProcessEngine engine = lab.engine(interpreter);
        Lab.Output output = new Lab.Output();
        var evaluation = Lab.evaluation(source, output, UnaryOperator.identity());
        CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);

        assertThat(output.await(text -> text.endsWith("\n3333\n"))).isEqualTo(lines(3333));
        assertThat(result).isNotDone();
        engine.interrupt(evaluation, InterruptReason.REQUESTED);
        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.INTERRUPTED);
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void whatWasWrittenLastIsSeenWhileTheScriptComputes(String interpreter) throws Exception {
        assertSeenMeanwhile(interpreter, MANY_LINES + "while true do end");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void whatWasWrittenLastIsSeenWhileACoroutineComputes(String interpreter) throws Exception {
        assertSeenMeanwhile(
                interpreter, "local co = coroutine.wrap(function() while true do end end) " + MANY_LINES + "co()");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void whatWasWrittenLastInACoroutineIsSeenWhileItComputes(String interpreter) throws Exception {
        assertSeenMeanwhile(
                interpreter, "coroutine.resume(coroutine.create(function() " + MANY_LINES + "while true do end end))");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void whatWasWrittenLastIsSeenWhileAHookOfTheScriptIsSet(String interpreter) throws Exception {
        assertSeenMeanwhile(
                interpreter, "debug.sethook(function() end, '', 1000000) " + MANY_LINES + "while true do end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.read()",
                "os.execute('sleep 600')",
                "io.popen('sleep 600'):read('*a')",
                "io.popen('sleep 600'):close()"
            })
    void whatWasWrittenLastIsSeenBeforeTheScriptWaits(String wait) throws Exception {
        ProcessEngine engine = lab.engine();
        Lab.Output output = new Lab.Output();
        InputSource never = (buffer, offset, length) -> {
            new CountDownLatch(1).await();
            return -1;
        };
        var evaluation = Lab.evaluation(MANY_LINES + wait, output, builder -> builder.input(never));
        CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);

        assertThat(output.await(text -> text.endsWith("\n3333\n"))).isEqualTo(lines(3333));
        engine.interrupt(evaluation, InterruptReason.REQUESTED);
        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.INTERRUPTED);
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void orderIsKeptAcrossStreamsChildrenAndFlushes(String interpreter) {
        StringBuilder seen = new StringBuilder();
        OutputSink both = (stream, bytes, offset, length) -> {
            synchronized (seen) {
                seen.append(new String(bytes, offset, length, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
            return true;
        };

        EvaluationResult result = run(lab.engine(interpreter), """
                for i = 1, 2000 do
                  if i % 3 == 0 then print(i)
                  elseif i % 100 == 1 then io.stderr:write(i, '\\n')
                  elseif i % 500 == 2 then os.execute('echo ' .. i)
                  elseif i % 7 == 0 then io.stdout:write(i, '\\n') io.flush()
                  elseif i % 11 == 0 then io.write(('0'):rep(0), i, '\\n')
                  else io.write(i .. '\\n') end
                end""", both);

        assertThat(result.error()).isEmpty();
        synchronized (seen) {
            assertThat(seen).hasToString(lines(2000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lua5.1", "lua5.2", "lua5.3", "lua5.4"})
    void manySmallWritesReachTheSinkTogetherAndFewAtOnce(String interpreter) {
        Lab.required(Lab.has(interpreter), interpreter + " is not installed on this machine");
        AtomicInteger few = new AtomicInteger();
        AtomicInteger many = new AtomicInteger();

        run(lab.engine(interpreter), "for i = 1, 20 do print(i) end", counting(few));
        run(lab.engine(interpreter), "for i = 1, 50000 do io.write('line\\n') end", counting(many));

        assertThat(few).hasValue(20);
        assertThat(many).hasValueLessThan(2000);
    }

    private static OutputSink counting(AtomicInteger calls) {
        return (StandardStream stream, byte[] bytes, int offset, int length) -> {
            calls.incrementAndGet();
            return true;
        };
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void writesWithoutBufferAreNotHeld(String interpreter) {
        AtomicInteger calls = new AtomicInteger();

        run(lab.engine(interpreter), "io.stdout:setvbuf('no') for i = 1, 500 do io.write('x') end", counting(calls));

        assertThat(calls).hasValue(500);
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void hookOfTheScriptIsItsOwnAndNoOtherIsSeen(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        assertThat(texts(run(engine, MANY_LINES + "return debug.gethook() == nil")))
                .containsExactly("true");
        assertThat(texts(run(
                        engine,
                        "f = function() end debug.sethook(f, 'c') " + MANY_LINES + "return debug.gethook() == f")))
                .containsExactly("true");
        assertThat(texts(run(engine, MANY_LINES + "return debug.gethook() == f")))
                .containsExactly("true");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void errorsAndExitsComeAfterWhatWasWritten(String interpreter) {
        Lab.Output failing = new Lab.Output();
        Lab.Output exiting = new Lab.Output();

        assertThat(run(lab.engine(interpreter), MANY_LINES + "error('x')", failing)
                        .outcome())
                .isEqualTo(Outcome.SCRIPT_ERROR);
        assertThat(run(lab.engine(interpreter), MANY_LINES + "os.exit(3)", exiting)
                        .exitCode())
                .hasValue(3);

        assertThat(failing.text()).isEqualTo(lines(3333));
        assertThat(exiting.text()).isEqualTo(lines(3333));
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void scriptThatWritesWithoutEndIsInterruptedAndKeepsItsState(String interpreter) throws Exception {
        ProcessEngine engine = lab.engine(interpreter);
        run(engine, "rounds = 0");

        for (int round = 1; round <= 10; round++) {
            CompletableFuture<Void> much = new CompletableFuture<>();
            AtomicInteger written = new AtomicInteger();
            OutputSink sink = (stream, bytes, offset, length) -> {
                if (written.addAndGet(length) > 100_000) {
                    much.complete(null);
                }
                return true;
            };
            var evaluation = Lab.evaluation(
                    "rounds = rounds + 1 while true do print('line') end", sink, UnaryOperator.identity());
            CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);
            Lab.await(much);
            engine.interrupt(evaluation, InterruptReason.REQUESTED);

            assertThat(Lab.await(result).stateAfter()).isEqualTo(StateAfter.KEPT);
            assertThat(texts(run(engine, "return rounds"))).containsExactly(Integer.toString(round));
        }
    }

    @Test
    void scriptThatTurnsItsOutputElsewhereAndBackMeansIt() throws Exception {
        Lab.Output output = new Lab.Output();

        EvaluationResult result = run(lab.engine(), """
                local write, name = io.write, os.tmpname()
                for i = 1, 1000 do write(i, '\\n') end
                io.output(name)
                for i = 1, 1000 do write('elsewhere\\n') print('here') end
                io.close(io.output())
                io.output(io.stdout)
                for i = 1, 1000 do write('back\\n') end
                local file = io.open(name)
                local _, count = file:read('*a'):gsub('elsewhere\\n', '')
                file:close()
                os.remove(name)
                return count""", output);

        assertThat(texts(result)).containsExactly("1000");
        assertThat(output.text()).isEqualTo(lines(1000) + "here\n".repeat(1000) + "back\n".repeat(1000));
    }
}
