// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        BlockedInput input = new BlockedInput();
        Running running = bench().launch(
                        engine, Trial.of("pcall(io.read) return 'reached'").input(input));
        input.awaitAsked(bench().patience());

        Finished finished = running.interrupt(reason).await();

        finished.assertOutcome(reason.outcome());
        Aftermath.assertHonest(bench(), engine, finished);
    }
}
