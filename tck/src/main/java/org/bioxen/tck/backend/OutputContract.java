// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output reaches the sink whole, in order and while the script runs; a refusal ends the evaluation. */
interface OutputContract extends BackendContract {
    @Test
    default void printSeparatesByTabsAndEndsTheLine() throws InterruptedException {
        assertThat(bench().run("print() print('a', nil, true, 12) print('b')").stdout())
                .isEqualTo("\na\tnil\ttrue\t12\nb\n");
    }

    @Test
    default void printAsksTostringOfAnObject() throws InterruptedException {
        assertThat(bench().run("print(setmetatable({}, {__tostring = function() return 'shown' end}))")
                        .stdout())
                .isEqualTo("shown\n");
    }

    @Test
    default void writeAddsNothing() throws InterruptedException {
        assertThat(bench().run("io.write('a', 1, ' ', 2.5) io.stdout:write('b', '\\n')")
                        .stdout())
                .isEqualTo("a1 2.5b\n");
    }

    @Test
    default void streamsArriveInTheOrderInWhichTheScriptWrote() throws InterruptedException {
        Finished finished = bench().run("""
                io.write('1 ')
                io.stderr:write('2 ')
                print('3')
                io.stderr:write('4 ', '5 ')
                io.stdout:write('6')""");

        assertThat(finished.transcript()).isEqualTo("1 <err>2 <out>3\n<err>4 5 <out>6");
        assertThat(finished.stdout()).isEqualTo("1 3\n6");
        assertThat(finished.stderr()).isEqualTo("2 4 5 ");
    }

    @Test
    default void bothStreamsKeepEveryByte() throws InterruptedException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        Finished finished = bench().run("""
                for i = 0, 255 do
                    io.write(string.char(i))
                    io.stderr:write(string.char(i))
                end
                print('\\200\\0')""");

        assertThat(Arrays.copyOf(finished.stdoutBytes(), 256)).isEqualTo(all);
        assertThat(Arrays.copyOfRange(finished.stdoutBytes(), 256, 259)).containsExactly(200, 0, '\n');
        assertThat(finished.stderrBytes()).isEqualTo(all);
    }

    @Test
    default void flushAndBufferModesDoNoHarm() throws InterruptedException {
        assertThat(bench().run("""
                io.stdout:setvbuf('full')
                io.write('a')
                io.stdout:flush()
                io.stdout:setvbuf('no')
                io.write('b')
                io.flush()
                io.stderr:flush()""").stdout()).isEqualTo("ab");
    }

    @Test
    default void outputIsSeenWhileTheScriptComputes() throws InterruptedException {
        Running running = bench().launch(bench().start(), Trial.of("io.write('begun') while true do end"));

        running.awaitStdout("begun");

        assertThat(running.isDone()).isFalse();
        running.interrupt(InterruptReason.REQUESTED).await();
    }

    @Test
    default void outputBeforeAnErrorIsThereWhenEvaluateReturns() throws InterruptedException {
        Finished finished = bench().run("io.write('before') io.stderr:write('also') error('boom')");

        assertThat(finished.scriptError().message()).endsWith("boom");
        assertThat(finished.stdout()).isEqualTo("before");
        assertThat(finished.stderr()).isEqualTo("also");
    }

    @Test
    default void outputOfCoroutinesIsOutput() throws InterruptedException {
        assertThat(bench().run("""
                local co = coroutine.wrap(function() print('in') coroutine.yield() io.write('again') end)
                co() print('out') co()""").stdout()).isEqualTo("in\nout\nagain");
    }

    @Test
    default void fiveMebibytesInLinesAreIntact() throws InterruptedException {
        Finished finished = bench().run("for i = 1, 81920 do print(('%063d'):format(i)) end");

        byte[] bytes = finished.stdoutBytes();
        assertThat(bytes).hasSize(5 << 20);
        for (int i = 1; i <= 81920; i++) {
            String line = new String(bytes, (i - 1) * 64, 64, StandardCharsets.US_ASCII);
            if (!line.equals("%063d\n".formatted(i))) {
                throw new AssertionError("line " + i + " is '" + line + "'");
            }
        }
    }

    @Test
    default void fiveMebibytesAtOnceAreIntact() throws InterruptedException {
        Finished finished = bench().run("io.write(('0123456789abcdef'):rep(327680), '!')");

        assertThat(finished.stdout()).isEqualTo("0123456789abcdef".repeat(327680) + "!");
    }

    @Test
    default void eachEvaluationWritesToItsOwnSink() throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished first = bench().run(engine, "print('first')");
        Finished second = bench().run(engine, "print('second')");

        assertThat(first.stdout()).isEqualTo("first\n");
        assertThat(second.stdout()).isEqualTo("second\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do print('more') end",
                "while true do pcall(print, 'more') end",
                "while true do pcall(function() while true do io.write('more') end end) end",
                "while true do xpcall(print, function() while true do end end, 'more') end",
                "while true do io.stderr:write('more') end",
                "while true do coroutine.wrap(function() pcall(print, 'more') end)() end",
                "pcall(print, ('x'):rep(2000)) return 'reached'"
            })
    default void refusedOutputEndsTheEvaluationUncaught(String source) throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "kept = 'kept'").values();

        Finished finished = bench().run(engine, Trial.of(source).acceptingOutput(1000));

        finished.assertOutcome(Outcome.LIMIT_EXCEEDED);
        Aftermath.assertHonest(bench(), engine, finished);
    }

    @Test
    default void refusedEchoEndsTheEvaluationToo() throws InterruptedException {
        bench().run(Trial.of("return ('x'):rep(2000)").echo().acceptingOutput(1000))
                .assertOutcome(Outcome.LIMIT_EXCEEDED);
    }

    @Test
    default void outputThatIsNotRefusedIsNotAffectedByEarlierRefusals() throws InterruptedException {
        LuaEngine engine = bench().start();
        Finished refused = bench().run(engine, Trial.of("print('12345')").acceptingOutput(3));
        refused.assertOutcome(Outcome.LIMIT_EXCEEDED);

        if (Aftermath.isKept(refused)) {
            assertThat(bench().run(engine, "print('12345')").stdout()).isEqualTo("12345\n");
        }
    }
}
