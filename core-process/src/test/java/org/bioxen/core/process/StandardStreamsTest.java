// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.core.process.Lab.run;
import static org.bioxen.core.process.Lab.texts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Standard streams look to a script as they look in the interpreter alone. */
class StandardStreamsTest {
    private static final String INTERPRETERS = "org.bioxen.core.process.Lab#interpreters";

    private final Lab lab = new Lab();

    @AfterEach
    void close() {
        lab.close();
    }

    /** Runs the same chunk in the interpreter alone and answers what it writes to standard output. */
    private static String alone(String interpreter, Path directory, String source, String input) throws Exception {
        Path script = Files.writeString(directory.resolve("script.lua"), source, StandardCharsets.ISO_8859_1);
        Path typed = Files.writeString(directory.resolve("input.txt"), input, StandardCharsets.ISO_8859_1);
        Path out = directory.resolve("output.txt");
        // Pipes on both sides, as here: they cannot be positioned.
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "cat \"$1\" | \"$0\" \"$2\" 2>&1 | cat",
                        interpreter,
                        typed.toString(),
                        script.toString())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(Lab.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }

    private void assertLikeAlone(String interpreter, Path directory, String source, String input) throws Exception {
        Lab.Output output = new Lab.Output();
        EvaluationResult result = run(lab.engine(interpreter), source, output, Lab.input(input, 3));

        assertThat(result.error()).as(source).isEmpty();
        assertThat(output.text()).as(source).isEqualTo(alone(interpreter, directory, source, input));
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void readingIsLikeThatOfTheInterpreterAlone(String interpreter, @TempDir Path directory) throws Exception {
        String text = "first line\r\n\n 12 -0x1F .5e1 7. word 1e+ tail\nlast \377";
        for (String source : List.of(
                "print(io.read())",
                "print(io.read('*l', '*l', '*l'))",
                "print(io.read('*a'))",
                "print(#io.read('*a'), io.read('*a'), io.read('*l'), io.read(0), io.read(1))",
                "print(io.read(0), io.read(5), io.read(100), io.read(1))",
                "io.read() io.read() print(io.read('*n', '*n', '*n', '*n'))",
                "io.read() io.read() print(io.read('*n', '*n', '*n', '*n', '*n', '*l')) print(io.read('*l'))",
                "for line in io.lines() do print('[' .. line .. ']') end",
                "print(io.stdin:read('*l')) for line in io.stdin:lines() do print(#line) end",
                "print(io.stdin:read(3, '*l'))",
                "print(io.type(io.stdin), io.stdin == io.input(), io.stdin:seek())",
                "local a = io.lines() print(a(), a(), type(a))")) {
            assertLikeAlone(interpreter, directory, source, text);
        }
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void newerReadFormatsAreLikeThoseOfTheInterpreterAlone(String interpreter, @TempDir Path directory)
            throws Exception {
        for (String source : List.of(
                "print(pcall(io.read, 'l'))",
                "print(pcall(io.read, '*L'))",
                "print(select('#', pcall(io.read, 'n')))",
                "print((pcall(io.read, '*x')), (pcall(io.read, {})), (pcall(io.read, '')))")) {
            Lab.Output output = new Lab.Output();
            run(lab.engine(interpreter), source, output, Lab.input("one\ntwo\n", 100));

            assertThat(withoutAddresses(output.text()))
                    .as(source)
                    .isEqualTo(withoutAddresses(alone(interpreter, directory, source, "one\ntwo\n")));
        }
    }

    /** Addresses differ; so does the name that a function written in C gets in a message when it was called by pcall. */
    private static String withoutAddresses(String text) {
        return text.replaceAll("0x[0-9a-f]+|builtin#\\d+", "ADDRESS")
                .replaceAll("to '(io\\.read|read|\\?)'", "to NAME");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void writingIsLikeThatOfTheInterpreterAlone(String interpreter, @TempDir Path directory) throws Exception {
        for (String source : List.of(
                "print() print(nil, true, 1, 1.5, 'x y') print(100/3, 2^53, 1e15, -0.0, 1e100)",
                "io.write(1, ' ', 1.0, ' ', 2^53, ' ', 100/3, ' ', 'x\\0\\255', '\\n')",
                "print(io.write('') == io.stdout, io.stdout:write('') == io.stdout, io.type(io.write('')))",
                "print(io.type(io.stdout), io.type(io.stderr), type(io.stdout), io.output() == io.stdout)",
                "print(io.stdout:seek()) print(io.stdout:setvbuf('no')) print(io.stdout:close()) print(io.close())",
                "print(pcall(io.write, 'a', {}, 'b')) print(select('#', io.stdout:write()))",
                "print(select('#', os.execute('true')), (os.execute('exit 3')))",
                "print(setmetatable({}, {__tostring = function() return 'mine' end}))",
                "local f = io.popen('echo child; cat', 'r') print(f:read('*a'), f:close()) print(io.type(f))")) {
            Lab.Output output = new Lab.Output();
            run(lab.engine(interpreter), source, output);

            assertThat(output.text().replaceAll("to '(io\\.write|write|\\?)'", "to NAME"))
                    .as(source)
                    .isEqualTo(alone(interpreter, directory, source, "")
                            .replaceAll("to '(io\\.write|write|\\?)'", "to NAME"));
        }
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void misuseOfTheStreamsIsReportedWhereItHappens(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        assertThat(run(engine, "\nio.write('a', {})").error().orElseThrow().message())
                .isEqualTo("test:2: bad argument #2 to 'write' (string expected, got table)");
        assertThat(run(engine, "\n\nio.stdout:write(nil)").error().orElseThrow().message())
                .isEqualTo("test:3: bad argument #1 to 'write' (string expected, got nil)");
        assertThat(run(engine, "\nio.read('*x')").error().orElseThrow().message())
                .isEqualTo("test:2: bad argument #1 to 'read' (invalid format)");
        assertThat(run(engine, "\nos.exit({})").error().orElseThrow().message())
                .isEqualTo("test:2: bad argument #1 to 'exit' (number expected, got table)");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void outputAndInputCanBeRedirectedToFilesAndBack(String interpreter, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("file.txt");
        Lab.Output output = new Lab.Output();

        EvaluationResult result = run(lab.engine(interpreter), """
                local name = '%s'
                io.output(name)
                io.write('to the file\\n', 2, '\\n')
                io.close()
                io.output(io.stdout)
                io.write('to the screen\\n')
                io.input(name)
                local first, second = io.read('*l', '*n')
                io.close(io.input())
                io.input(io.stdin)
                return first, second, io.read()""".formatted(file), output, Lab.input("typed\n", 10));

        assertThat(texts(result)).containsExactly("to the file", "2", "typed");
        assertThat(output.text()).isEqualTo("to the screen\n");
        assertThat(file).hasContent("to the file\n2\n");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void standardErrorIsApart(String interpreter) {
        Lab.Output output = new Lab.Output();

        run(lab.engine(interpreter), "io.stderr:write('e', 1) print('o')", output);

        assertThat(output.text()).isEqualTo("o\n");
        assertThat(output.errors()).isEqualTo("e1");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void standardInputCanBeLoadedAndRun(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        assertThat(texts(run(engine, "return dofile()", new Lab.Output(), Lab.input("#!lua\nreturn 6 * 7", 4))))
                .containsExactly("42");
        assertThat(texts(run(engine, "return loadfile()()", new Lab.Output(), Lab.input("return 'x'", 4))))
                .containsExactly("x");
        assertThat(run(engine, "dofile()", new Lab.Output(), Lab.input("x = = 1", 4))
                        .error()
                        .orElseThrow()
                        .message())
                .startsWith("stdin:1: ");
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void outputIsSeenWhileTheScriptRuns(String interpreter) throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        InputSource untilSeen = (buffer, offset, length) -> {
            assertThat(seen.await(Lab.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return -1;
        };

        EvaluationResult result = run(
                lab.engine(interpreter),
                "io.write('now') return io.read()",
                (stream, bytes, offset, length) -> {
                    seen.countDown();
                    return true;
                },
                untilSeen);

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void tenMebibytesArriveIntact(String interpreter) {
        Lab.Output output = new Lab.Output();

        EvaluationResult result = run(lab.engine(interpreter), """
                local genome = ('ACGT'):rep(10 * 2^18)
                io.write(genome)
                return genome""", output);

        byte[] expected = "ACGT".repeat(10 << 18).getBytes(StandardCharsets.US_ASCII);
        assertThat(Arrays.equals(output.bytes(), expected)).isTrue();
        assertThat(((org.bioxen.api.vm.LuaValue.Str) result.values().get(0)).length())
                .isEqualTo(10 << 20);
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void refusedOutputEndsTheScript(String interpreter) {
        ProcessEngine engine = lab.engine(interpreter);

        EvaluationResult result =
                run(engine, "while true do pcall(print, 'x') end", (stream, bytes, offset, length) -> false);

        assertThat(result.outcome()).isEqualTo(Outcome.LIMIT_EXCEEDED);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
        assertThat(run(engine, "return 1").outcome()).isEqualTo(Outcome.VM_LOST);
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void outputOfChildProcessesArrivesInOrder(String interpreter) {
        Lab.Output output = new Lab.Output();

        run(lab.engine(interpreter), """
                for i = 1, 5 do
                  print('before ' .. i)
                  os.execute('echo child ' .. i)
                  print('between ' .. i)
                  local p = io.popen('cat', 'w')
                  p:write('piped ' .. i .. '\\n')
                  p:close()
                  print('after ' .. i)
                end""", output);

        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 5; i++) {
            for (String word : List.of("before", "child", "between", "piped", "after")) {
                expected.append(word).append(' ').append(i).append('\n');
            }
        }
        assertThat(output.text()).isEqualTo(expected.toString());
    }

    @Test
    void outputOfAChildProcessIsSeenWhileItRuns() throws Exception {
        ProcessEngine engine = lab.engine();
        Lab.Output output = new Lab.Output();
        var evaluation = Lab.evaluation("os.execute('echo now; sleep 60')", output, builder -> builder);
        CompletableFuture<EvaluationResult> result = Lab.launch(engine, evaluation);

        output.await(text -> text.equals("now\n"));
        engine.interrupt(evaluation, InterruptReason.REQUESTED);

        assertThat(Lab.await(result).outcome()).isEqualTo(Outcome.INTERRUPTED);
    }

    @Test
    void childProcessThatWritesMuchIsNotBlocked() {
        Lab.Output output = new Lab.Output();

        EvaluationResult result = run(lab.engine(), "os.execute('head -c 3000000 /dev/zero') return 'done'", output);

        assertThat(texts(result)).containsExactly("done");
        assertThat(output.bytes()).hasSize(3_000_000);
    }

    @Test
    void childProcessSeesNeitherFramesNorInput() {
        Lab.Output output = new Lab.Output();

        EvaluationResult result = run(
                lab.engine(),
                "os.execute('cat; cat <&3; cat <&5; echo forged >&4; echo forged >&6; true') return 'well'",
                output,
                Lab.input("for the script only", 100));

        assertThat(texts(result)).containsExactly("well");
        assertThat(output.text()).doesNotContain("for the script only");
    }

    @Test
    void inputThatFailsIsAnErrorOfTheRead() {
        EvaluationResult result = run(
                lab.engine(),
                "local got, why, code = io.read() local ok, line = pcall(function() for l in io.lines() do end end)"
                        + " return got, why, code, ok, line",
                new Lab.Output(),
                (buffer, offset, length) -> {
                    throw new IOException("the line is dead");
                });

        assertThat(texts(result)).containsExactly("nil", "the line is dead", "5", "false", "test:1: the line is dead");
    }

    @Test
    void whatWasReadAheadIsForgottenWithTheEvaluation() {
        ProcessEngine engine = lab.engine();

        run(engine, "io.read(1)", new Lab.Output(), Lab.input("abc\n", 100));

        assertThat(texts(run(engine, "return io.read()"))).containsExactly("nil");
    }

    @Test
    void streamsAreTold() {
        StringBuilder streams = new StringBuilder();

        run(lab.engine(), "print(1) io.stderr:write(2)", (stream, bytes, offset, length) -> {
            streams.append(stream == StandardStream.STDOUT ? 'o' : 'e');
            return true;
        });

        assertThat(streams).hasToString("oe");
    }
}
