// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bioxen.examples.LuaInterpreter.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GenomeReportTest {

    private static final Path DATA = Path.of("data").toAbsolutePath();
    private static final List<String> GENOMES =
            List.of("lambda_phage.fa", "NC_005816_plasmid_pPCP1.fna", "ls_orchid.fasta");
    private static final byte[] NO_INPUT = {};

    @TempDir
    private Path directory;

    @Test
    void theExpectedReportsAgreeWithAnIndependentComputation() throws IOException {
        for (String genome : GENOMES) {
            String fasta = Files.readString(DATA.resolve(genome), StandardCharsets.ISO_8859_1);

            assertThat(Sequence.report(Sequence.parse(fasta))).as(genome).isEqualTo(expected(genome));
        }
    }

    @Test
    void theExpectedLambdaReportHoldsThePublishedFacts() throws IOException {
        assertThat(expected("lambda_phage.fa"))
                .contains("length    48502\n", "GC%       49.8577\n")
                .contains("HindIII   6 sites  23130 9416 6682 4361 2322 2027 564\n")
                .contains("EcoRI     5 sites  21226 7421 5804 5643 4878 3530\n")
                .contains("BamHI     5 sites  16841 7233 6770 6527 5626 5505\n");
    }

    @ParameterizedTest
    @EnumSource
    void realGenomesGiveTheExpectedReports(LuaInterpreter lua) throws IOException {
        String[] files =
                GENOMES.stream().map(name -> DATA.resolve(name).toString()).toArray(String[]::new);
        String reports = expected(GENOMES.get(0)) + "\n" + expected(GENOMES.get(1)) + "\n" + expected(GENOMES.get(2));

        assertThat(report(lua, files)).isEqualTo(new Result(0, reports, ""));
    }

    @ParameterizedTest
    @EnumSource
    void aDashReadsStandardInput(LuaInterpreter lua) throws IOException {
        byte[] lambda = Files.readAllBytes(DATA.resolve("lambda_phage.fa"));

        assertThat(lua.run(directory, "genome_report.lua", lambda, "-"))
                .isEqualTo(new Result(0, expected("lambda_phage.fa"), ""));
    }

    @ParameterizedTest
    @EnumSource
    void theLayoutOfTheTextMakesNoDifference(LuaInterpreter lua) throws IOException {
        // A site of each enzyme; with one letter a line, each spans its lines.
        String letters = "ACGTAAGCTTACGTGAATTCACGTGGATCCNACGT";
        Sequence sequence = new Sequence("x1", "a title", letters);
        String plain = new String(sequence.fasta(60, "\n"), StandardCharsets.ISO_8859_1);
        String[] files = {
            file("plain", plain),
            file("one-letter-lines", sequence.fasta(1, "\n")),
            file("carriage-returns", sequence.fasta(7, "\r\n")),
            file("one-letter-carriage-returns", sequence.fasta(1, "\r\n")),
            file("lower-case", plain.replace(letters, "acgtaagcttacgtgaattcacgtggatccnacgt")),
            file("mixed-case", plain.replace(letters, "acgtAagCttACGTGaAtTcACGTggATCCnacgT")),
            file("no-last-line-end", plain.stripTrailing()),
            file("blank-lines", "\n \r\n\n" + plain.replace("ACGTG", "ACG\n\n\nTG") + "\n\n"),
            file("comments", "; old\n" + plain.replace("ACGTG", "ACG\n; >y GAATTC!\nTG") + ";"),
            file("blanks", plain.replace("GAATTC", " GAAT\tTC ").replace("a title", "   a title \t")),
            file("byte-order-mark", "\u00ef\u00bb\u00bf" + plain),
        };
        String reports = Stream.of(files).map(file -> sequence.report()).collect(Collectors.joining("\n"));

        assertThat(report(lua, files)).isEqualTo(new Result(0, reports, ""));
    }

    @ParameterizedTest
    @EnumSource
    void ambiguousLettersAreCountedButNeverPartOfASite(LuaInterpreter lua) throws IOException {
        String file = file("iupac", ">amb\nAAGCTTNAAGCTYRAAGCNTswkmbdhvu\n>none\nnnnn\n>\nG\n");

        assertThat(report(lua, file)).isEqualTo(new Result(0, """
                record    amb
                length    29
                GC%       36.8421
                bases     A 6  C 3  G 3  T 4  B 1  D 1  H 1  K 1  M 1  N 2  R 1  S 1  U 1  V 1  W 1  Y 1
                HindIII   1 site  28 1
                EcoRI     0 sites  29
                BamHI     0 sites  29

                record    none
                length    4
                GC%       NA
                bases     A 0  C 0  G 0  T 0  N 4
                HindIII   0 sites  4
                EcoRI     0 sites  4
                BamHI     0 sites  4

                record    (unnamed)
                length    1
                GC%       100.0000
                bases     A 0  C 0  G 1  T 0
                HindIII   0 sites  1
                EcoRI     0 sites  1
                BamHI     0 sites  1
                """, ""));
    }

    @ParameterizedTest
    @EnumSource
    void sitesSideBySideAndAtTheEndsAreAllCut(LuaInterpreter lua) throws IOException {
        String file = file("sites", ">s\nGAATTCGAATTCAAGC\nTTAAGCTTGGATCC\nGGATCCGAATTC\n");

        assertThat(report(lua, file)).isEqualTo(new Result(0, """
                record    s
                length    42
                GC%       42.8571
                bases     A 12  C 9  G 9  T 12
                HindIII   2 sites  23 13 6
                EcoRI     3 sites  30 6 5 1
                BamHI     2 sites  25 11 6
                """, ""));
    }

    @ParameterizedTest
    @EnumSource
    void denseRandomRecordsAgreeWithAnIndependentComputation(LuaInterpreter lua) throws IOException {
        // So many sites that some lie across every border at which the script splits its input.
        Random random = new Random(48502);
        String[] words = {
            "AAGCTT", "GAATTC", "GGATCC", "AAGCT", "GAATT", "GATCC", "A", "C", "G", "T", "n", "r", "s", "w"
        };
        ByteArrayOutputStream fasta = new ByteArrayOutputStream();
        List<Sequence> sequences = IntStream.of(1, 2, 30_000, 60_000)
                .mapToObj(count -> new Sequence(
                        "r" + count,
                        "random words",
                        random.ints(count, 0, words.length)
                                .mapToObj(i -> words[i])
                                .collect(Collectors.joining())))
                .toList();
        for (Sequence sequence : sequences) {
            fasta.write(sequence.fasta(1 + random.nextInt(90), random.nextBoolean() ? "\n" : "\r\n"));
        }

        assertThat(report(lua, file("random", fasta.toByteArray())))
                .isEqualTo(new Result(0, Sequence.report(sequences), ""));
    }

    @ParameterizedTest
    @EnumSource
    void fiveMillionLettersOnOneLineAreReadInGoodTime(LuaInterpreter lua) throws IOException {
        String letters = new Random(1)
                .ints(5_000_000, 0, 4)
                .mapToObj(i -> "ACGT".substring(i, i + 1))
                .collect(Collectors.joining());
        Sequence genome = new Sequence("big", "", letters);

        assertThat(report(lua, file("big", genome.fasta(letters.length(), "\n"))))
                .isEqualTo(new Result(0, genome.report(), ""));
    }

    @ParameterizedTest
    @MethodSource
    void aFileThatIsNoUsableFastaIsRefusedInOneLine(LuaInterpreter lua, String content, String problem)
            throws IOException {
        String file = file("refused", content);

        assertThat(report(lua, file)).isEqualTo(new Result(1, "", "genome_report: " + file + ": " + problem + "\n"));
    }

    static Stream<Arguments> aFileThatIsNoUsableFastaIsRefusedInOneLine() {
        String noHeader = "no FASTA header before this text; a record starts with a line like >NAME";
        String binary = "binary data, not FASTA text; if it is compressed, unpack it first";
        List<List<String>> cases = List.of(
                List.of("", "empty file, no FASTA record"),
                List.of(" \n\n; only a comment\n", "no FASTA record; a record starts with a line like >NAME"),
                List.of("\nACGT\n", "line 2: " + noHeader),
                List.of("@read1\nACGT\n+\nIIII\n", "line 1: " + noHeader),
                List.of(">a\nACGT\n\0\1\2", binary),
                List.of("\u001f\u008b\b\0\0\0\0\0\0\3", binary),
                List.of("\u007fELF\2\1\1", binary),
                List.of(">a\nACGT\n>b\n>c\nACGT\n", "line 3: record b has no sequence"),
                List.of(">a\nACGT\n>b", "line 3: record b has no sequence"),
                List.of(">a\nACGT\n>b\n\n \n", "line 3: record b has no sequence"),
                List.of(">a\nACGT\nAC-T\n", "line 3: illegal character '-' in the sequence"),
                List.of(">a\r\nACGT\r\nACGTX\r\n", "line 3: illegal character 'X' in the sequence"),
                List.of(">a\nACG\u00e9\n", "line 2: illegal character (byte 233) in the sequence"),
                List.of(
                        ">a\r" + "ACGT\r".repeat(20_000),
                        "line 1: a header line of more than 65536 bytes; are the line ends line feeds?"));
        return Stream.of(LuaInterpreter.values())
                .flatMap(lua -> cases.stream().map(c -> Arguments.of(lua, c.get(0), c.get(1))));
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatCannotBeReadIsNamedAndTheOthersAreStillReported(LuaInterpreter lua) throws IOException {
        String missing = directory.resolve("missing.fa").toString();
        String folder = Files.createDirectory(directory.resolve("folder")).toString();
        String bad = file("bad", ">good\nACGT\n>bad\nAC?T\n");
        String good = file("good", ">x\nACGT\n");

        Result result = report(lua, missing, good, folder, bad, good);

        String report = new Sequence("x", "", "ACGT").report();
        assertThat(result).isEqualTo(new Result(1, report + "\n" + report, """
                genome_report: %s: cannot be read: No such file or directory
                genome_report: %s: cannot be read: Is a directory
                genome_report: %s: line 4: illegal character '?' in the sequence
                """.formatted(missing, folder, bad)));
    }

    @ParameterizedTest
    @EnumSource
    void emptyStandardInputIsRefusedByItsName(LuaInterpreter lua) {
        assertThat(lua.run(directory, "genome_report.lua", NO_INPUT, "-"))
                .isEqualTo(new Result(1, "", "genome_report: standard input: empty file, no FASTA record\n"));
    }

    @ParameterizedTest
    @EnumSource
    void withoutArgumentsItSaysHowItIsUsed(LuaInterpreter lua) {
        assertThat(report(lua))
                .isEqualTo(new Result(2, "", "usage: genome_report.lua FILE... (FASTA; - is standard input)\n"));
    }

    private Result report(LuaInterpreter lua, String... files) {
        return lua.run(directory, "genome_report.lua", NO_INPUT, files);
    }

    /** Writes a file with one byte a character; its path. */
    private String file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content).toString();
    }

    private static String expected(String genome) throws IOException {
        String name = genome.substring(0, genome.lastIndexOf('.'));
        return Files.readString(Path.of("src/test/resources/expected/genome_report-" + name + ".txt"));
    }
}
