// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bioxen.examples.LuaInterpreter.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GcWindowTest {

    private static final Path LAMBDA = Path.of("data/lambda_phage.fa");
    private static final Path EXPECTED = Path.of("src/test/resources/expected/gc_window-lambda_phage.tsv");
    private static final String HEAD = "record\tstart\tend\tgc_percent\n";
    private static final String MIXED = ">a first\r\nacgtnnnnGG\r\nswry\r\n>b\nNNNNNN\n>c\nG";

    @TempDir
    private Path directory;

    @Test
    void theExpectedTableAgreesWithAnIndependentComputation() throws IOException {
        Sequence lambda = Sequence.parse(Files.readString(LAMBDA)).get(0);

        assertThat(HEAD + lambda.windows(5000, 1000)).isEqualTo(Files.readString(EXPECTED));
    }

    @ParameterizedTest
    @EnumSource
    void aRealGenomeGivesTheExpectedTable(LuaInterpreter lua) throws IOException {
        assertThat(lua.run(directory, "gc_window.lua", Files.readAllBytes(LAMBDA), "5000", "1000"))
                .isEqualTo(new Result(0, Files.readString(EXPECTED), ""));
    }

    @ParameterizedTest
    @MethodSource
    void windowsMayOverlapTouchOrLeaveGaps(LuaInterpreter lua, int window, int step) {
        StringBuilder expected = new StringBuilder(HEAD);
        Sequence.parse(MIXED).forEach(sequence -> expected.append(sequence.windows(window, step)));

        assertThat(run(lua, MIXED, String.valueOf(window), String.valueOf(step)))
                .isEqualTo(new Result(0, expected.toString(), ""));
    }

    static Stream<Arguments> windowsMayOverlapTouchOrLeaveGaps() {
        return Stream.of(LuaInterpreter.values())
                .flatMap(lua -> Stream.of(
                        Arguments.of(lua, 4, 1),
                        Arguments.of(lua, 5, 3),
                        Arguments.of(lua, 4, 4),
                        Arguments.of(lua, 2, 5),
                        Arguments.of(lua, 999_999_999, 1)));
    }

    @ParameterizedTest
    @EnumSource
    void withoutAStepTheWindowsLieSideBySide(LuaInterpreter lua) {
        assertThat(run(lua, ">x\nGGGAA\n", "2"))
                .isEqualTo(new Result(0, HEAD + "x\t1\t2\t100.0000\nx\t3\t4\t50.0000\nx\t5\t5\t0.0000\n", ""));
    }

    @ParameterizedTest
    @MethodSource
    void anInputThatIsNoUsableFastaIsRefusedInOneLine(LuaInterpreter lua, String input, String problem) {
        assertThat(run(lua, input, "10")).isEqualTo(new Result(1, "", "gc_window: standard input: " + problem + "\n"));
    }

    static Stream<Arguments> anInputThatIsNoUsableFastaIsRefusedInOneLine() {
        List<List<String>> cases = List.of(
                List.of("", "no FASTA record; a record starts with a line like >NAME"),
                List.of("ACGT\n", "line 1: no FASTA header before this text; a record starts with a line like >NAME"),
                List.of(">a\nAC\0T\n", "binary data, not FASTA text; if it is compressed, unpack it first"),
                List.of(">a\nACGT\n>b\n", "line 3: record b has no sequence"),
                List.of(">a\nACGT\n\nAC*T\n", "line 4: illegal character (byte 42) in the sequence"));
        return Stream.of(LuaInterpreter.values())
                .flatMap(lua -> cases.stream().map(c -> Arguments.of(lua, c.get(0), c.get(1))));
    }

    @ParameterizedTest
    @EnumSource
    void wrongArgumentsAreAnsweredWithTheUsage(LuaInterpreter lua) {
        String usage = "usage: gc_window.lua WINDOW [STEP] < FASTA (whole numbers from 1 on)\n";
        List<List<String>> wrong =
                List.of(List.of(), List.of("0"), List.of("1.5"), List.of("ten", "1"), List.of("9", "-1"));

        for (List<String> arguments : wrong) {
            assertThat(run(lua, ">a\nACGT\n", arguments.toArray(String[]::new)))
                    .as("%s", arguments)
                    .isEqualTo(new Result(2, "", usage));
        }
    }

    private Result run(LuaInterpreter lua, String input, String... arguments) {
        return lua.run(directory, "gc_window.lua", input.getBytes(StandardCharsets.ISO_8859_1), arguments);
    }
}
