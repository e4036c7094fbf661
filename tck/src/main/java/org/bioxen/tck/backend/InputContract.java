// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a script reads as standard input comes from the source, as Lua's {@code io} library reads it. */
interface InputContract extends BackendContract {
    @Test
    default void linesAreReadOneByOne() throws InterruptedException {
        assertThat(bench().run(Trial.of("return io.read('*l'), io.read(), io.read('*l'), io.read()")
                                .input("one\r\n\nlast"))
                        .values())
                .containsExactly(LuaValue.of("one\r"), LuaValue.of(""), LuaValue.of("last"), LuaValue.nil());
    }

    @Test
    default void severalFormatsAreReadAtOnce() throws InterruptedException {
        assertThat(bench().run(Trial.of("return io.read(3, '*l', '*n', '*a')").input("abcdef\n 42 rest"))
                        .values())
                .containsExactly(LuaValue.of("abc"), LuaValue.of("def"), LuaValue.of(42), LuaValue.of(" rest"));
    }

    @Test
    default void numberThatIsNoneIsNil() throws InterruptedException {
        LuaEngine engine = bench().start();

        assertThat(bench().run(engine, Trial.of("return io.read('*n')").input("word"))
                        .values())
                .containsExactly(LuaValue.nil());
        assertThat(bench().run(engine, Trial.of("return io.read('*n', '*n')").input("-1.5e2 0x10"))
                        .values())
                .containsExactly(LuaDialect.of(engine.luaVersion()).integralFloat(-150), LuaValue.of(16));
    }

    @Test
    default void endIsNilForLinesAndBytesAndEmptyForAll() throws InterruptedException {
        assertThat(bench().run("return io.read('*a'), io.read('*l'), io.read(1), io.read(0)")
                        .values())
                .containsExactly(LuaValue.of(""), LuaValue.nil(), LuaValue.nil(), LuaValue.nil());
    }

    @Test
    default void readingNoBytesTellsWhetherThereAreMore() throws InterruptedException {
        assertThat(bench().run(Trial.of("return io.read(0), io.read(1), io.read(0)")
                                .input("x"))
                        .values())
                .containsExactly(LuaValue.of(""), LuaValue.of("x"), LuaValue.nil());
    }

    @Test
    default void linesIterates() throws InterruptedException {
        assertThat(bench().run(Trial.of("""
                        local t = {}
                        for line in io.lines() do t[#t + 1] = line end
                        return table.concat(t, '|')""").input("a\nb\n\nc")).text()).isEqualTo("a|b||c");
    }

    @Test
    default void standardInputIsAFile() throws InterruptedException {
        assertThat(bench().run(Trial.of("""
                        local first = io.stdin:read('*l')
                        local t = {}
                        for line in io.stdin:lines() do t[#t + 1] = line end
                        return first, #t, io.stdin:read(1)""").input("a\nb\nc\n")).values())
                .containsExactly(LuaValue.of("a"), LuaValue.of(2), LuaValue.nil());
    }

    @Test
    default void inputKeepsEveryByte() throws InterruptedException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertThat(bench().run(Trial.of("return io.read('*a')").input(all)).value())
                .isEqualTo(LuaValue.of(all));
    }

    @Test
    default void inputThatComesByteByByteIsTheSame() throws InterruptedException {
        byte[] text = "first line\n12 34\nrest".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        AtomicInteger next = new AtomicInteger();
        InputSource slow = (buffer, offset, length) -> {
            if (next.get() == text.length) {
                return -1;
            }
            buffer[offset] = text[next.getAndIncrement()];
            return 1;
        };

        assertThat(bench().run(Trial.of("return io.read('*l', '*n', '*n', '*a')")
                                .input(slow))
                        .values())
                .containsExactly(LuaValue.of("first line"), LuaValue.of(12), LuaValue.of(34), LuaValue.of("\nrest"));
    }

    @Test
    default void twoMebibytesOfLinesAreRead() throws InterruptedException {
        assertThat(bench().run(Trial.of("""
                        local lines, bytes = 0, 0
                        for line in io.lines() do lines = lines + 1; bytes = bytes + #line + 1 end
                        return lines, bytes""").input(("x".repeat(63) + "\n").repeat(32768)))
                        .values())
                .containsExactly(LuaValue.of(32768), LuaValue.of(2 << 20));
    }

    @Test
    default void inputIsNotAskedForBeforeTheScriptReads() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        InputSource counting = (buffer, offset, length) -> {
            asked.incrementAndGet();
            return -1;
        };

        bench().run(Trial.of("local x = 1 for i = 1, 1000 do x = x + i end print(x)")
                        .input(counting))
                .values();

        assertThat(asked).hasValue(0);
    }

    @Test
    default void outputIsSeenBeforeTheScriptWaitsForInput() throws InterruptedException {
        CompletableFuture<String> typed = new CompletableFuture<>();
        InputSource person = (buffer, offset, length) -> {
            byte[] bytes = typed.join().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, buffer, offset, bytes.length);
            return bytes.length;
        };
        Running running = bench().launch(
                        bench().start(),
                        Trial.of("io.write('name? ') return 'hello ' .. io.read()")
                                .input(person));

        running.awaitStdout("name? ");
        typed.complete("x\n");

        assertThat(running.await().text()).isEqualTo("hello x");
    }

    @Test
    default void whatWasReadAheadDoesNotReachTheNextEvaluation() throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished first = bench().run(engine, Trial.of("return io.read()").input("a\nb\nc\n"));
        Finished second =
                bench().run(engine, Trial.of("return io.read(), io.read()").input("d\n"));
        Finished third = bench().run(engine, "return io.read()");

        assertThat(first.text()).isEqualTo("a");
        assertThat(second.values()).containsExactly(LuaValue.of("d"), LuaValue.nil());
        assertThat(third.value()).isEqualTo(LuaValue.nil());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "io.read()|ab,c~|abc",
                "io.read('*l')|~|''",
                "io.read('*l')|a~b~|a",
                "io.read('*n')|' ,4,2~'|42",
                "io.read('*a')|ab~,cd,END|ab~cd",
                "io.read(5)|ab,cdef|abcde",
                "io.read(1)|a|a",
                "io.read(0)|a|''",
                "io.stdin:read('*l')|a,b~|ab",
                "io.lines()()|a,b~|ab",
                "coroutine.wrap(function() return io.read() end)()|a,b~|ab",
                "select(2, pcall(io.read, 2))|a,b|ab",
                "setmetatable({}, {__index = function() return io.read() end}).x|a,~|a",
                "io.read('*l')|a,END|a"
            })
    default void scriptWaitsUntilWhatItReadsIsThere(String expression, String pieces, String value)
            throws InterruptedException {
        LuaEngine engine = bench().start();
        TypedInput keyboard = new TypedInput();
        Running running = bench().launch(
                        engine, Trial.of("return tostring(" + expression + ")").input(keyboard));

        for (String piece : pieces.split(",")) {
            keyboard.awaitAsked(bench().patience());
            assertThat(running.isDone()).as("the script waits").isFalse();
            if (piece.equals("END")) {
                keyboard.end();
            } else {
                keyboard.type(piece.replace('~', '\n'));
            }
        }

        assertThat(running.await().text()).isEqualTo(value.replace('~', '\n'));
        assertThat(keyboard.isAskedAgain()).as("asked for more than was read").isFalse();
    }

    @Test
    default void typedExpressionThatReadsShowsWhatItRead() throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished finished = bench().run(
                        engine, Trial.of("io.read(), io.read()").repl().echo().input("one\ntwo\n"));

        assertThat(finished.stdout()).isEqualTo("one\ttwo\n");
    }

    @Test
    default void whatIsLeftIsReadWithoutWaiting() throws InterruptedException {
        LuaEngine engine = bench().start();
        TypedInput keyboard = new TypedInput();
        Running running = bench().launch(
                        engine,
                        Trial.of("return io.read(), io.read(2), io.read()").input(keyboard));
        keyboard.awaitAsked(bench().patience());

        keyboard.type("one\ntwo\n");

        assertThat(running.await().values()).containsExactly(LuaValue.of("one"), LuaValue.of("tw"), LuaValue.of("o"));
        assertThat(keyboard.isAskedAgain()).isFalse();
    }

    @Test
    default void whatIsLeftIsNotForTheNextEvaluation() throws InterruptedException {
        LuaEngine engine = bench().start();

        bench().run(engine, Trial.of("return io.read()").input("one\ntwo\n")).values();

        assertThat(bench().run(engine, Trial.of("return io.read()").input("three\n"))
                        .text())
                .isEqualTo("three");
        assertThat(bench().run(engine, "return io.read()").value()).isEqualTo(LuaValue.nil());
    }

    @Test
    default void endIsTheEndForTheWholeEvaluation() throws InterruptedException {
        LuaEngine engine = bench().start();
        TypedInput keyboard = new TypedInput();
        Running running = bench().launch(
                        engine,
                        Trial.of("return io.read(), io.read(), io.read('*a'), io.read(1), io.read('*n')")
                                .input(keyboard));
        keyboard.awaitAsked(bench().patience());

        keyboard.end();

        assertThat(running.await().values())
                .containsExactly(LuaValue.nil(), LuaValue.nil(), LuaValue.of(""), LuaValue.nil(), LuaValue.nil());
        assertThat(keyboard.isAskedAgain()).as("asked after the end").isFalse();
    }

    @Test
    default void halfALineOfAnInterruptedReadIsNotForTheNextEvaluation() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "kept = 'kept'").values();
        TypedInput keyboard = new TypedInput();
        Running running = bench().launch(engine, Trial.of("return io.read()").input(keyboard));
        keyboard.awaitAsked(bench().patience());
        keyboard.type("half a");
        keyboard.awaitAsked(bench().patience());

        Finished finished = running.interrupt(InterruptReason.REQUESTED).await();

        finished.assertOutcome(Outcome.INTERRUPTED);
        Aftermath.assertHonest(bench(), engine, finished);
        if (Aftermath.isKept(finished)) {
            assertThat(bench().run(engine, Trial.of("return io.read()").input("whole\n"))
                            .text())
                    .isEqualTo("whole");
        }
    }

    @Test
    default void inputThatFailsIsAnErrorOfTheRead() throws InterruptedException {
        LuaEngine engine = bench().start();
        InputSource broken = (buffer, offset, length) -> {
            throw new IOException("the line is dead");
        };

        Finished finished = bench().run(engine, Trial.of("""
                local ok, got, why = pcall(io.read)
                return ok and got ~= nil, tostring(got) .. tostring(why)""").input(broken));

        assertThat(finished.values().get(0)).isEqualTo(LuaValue.of(false));
        assertThat(finished.values().get(1).asText()).contains("the line is dead");
        assertThat(bench().run(engine, "return 'well'").text()).isEqualTo("well");
    }

    @ParameterizedTest
    @EnumSource
    default void waitingForInputCanBeInterrupted(InterruptReason reason) throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "kept = 'kept'").values();
        TypedInput input = new TypedInput();
        Running running = bench().launch(
                        engine, Trial.of("pcall(io.read) return 'reached'").input(input));
        input.awaitAsked(bench().patience());

        Finished finished = running.interrupt(reason).await();

        finished.assertOutcome(reason.outcome());
        Aftermath.assertHonest(bench(), engine, finished);
    }
}
