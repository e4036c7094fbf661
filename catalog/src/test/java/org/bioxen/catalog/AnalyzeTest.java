// SPDX-License-Identifier: Apache-2.0
package org.bioxen.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bioxen.api.curator.PackageName;
import org.bioxen.catalog.Interpreter.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code bio_compute} and the example script {@code analyze.lua} on real genomes. */
class AnalyzeTest {
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
    private static final Path SCRIPT = EXAMPLES.resolve("scripts/analyze.lua");
    private static final Path DATA = EXAMPLES.resolve("data");
    private static final Path LAMBDA = DATA.resolve("lambda_phage.fa");
    private static final List<Path> FILES =
            List.of(LAMBDA, DATA.resolve("NC_005816_plasmid_pPCP1.fna"), DATA.resolve("ls_orchid.fasta"));

    private static String expected;

    @TempDir
    private Path directory;

    @BeforeAll
    static void workOutWhatIsExpected() throws IOException {
        List<Genome> genomes = new ArrayList<>();
        for (Path file : FILES) {
            genomes.addAll(Genome.read(file));
        }
        expected = Genome.report(genomes);
    }

    @Test
    void lambdaHasItsKnownLengthAndFragments() {
        assertThat(expected)
                .contains("length    48502\nGC%       49.8577\n")
                .contains("HindIII   6 sites  23130 9416 6682 4361 2322 2027 564\n")
                .contains("EcoRI     5 sites  21226 7421 5804 5643 4878 3530\n")
                .contains("BamHI     5 sites  16841 7233 6770 6527 5626 5505\n");
    }

    @ParameterizedTest
    @EnumSource
    void theScriptReportsRealGenomesAsAnIndependentComputationDoes(Interpreter lua) {
        assertThat(run(lua, SCRIPT, FILES.stream().map(Path::toString).toArray(String[]::new)))
                .isEqualTo(new Result(true, expected, ""));
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsNoFastaIsRefusedInOneLine(Interpreter lua) throws IOException {
        Path broken = Files.writeString(directory.toRealPath().resolve("broken.fa"), ">a\nACGT\n>b\nAC!GT\n");

        Result result = run(lua, SCRIPT, broken.toString());

        assertThat(result.completed()).isFalse();
        assertThat(result.stdout()).startsWith("record    a\nlength    4\n").doesNotContain("record    b");
        assertThat(result.errors())
                .isEqualTo("analyze: " + broken + ": FASTA, line 4: '!' does not belong into a sequence\n");
    }

    @ParameterizedTest
    @EnumSource
    void withoutFilesTheUsageIsShown(Interpreter lua) {
        assertThat(run(lua, SCRIPT)).isEqualTo(new Result(false, "", "usage: analyze.lua FILE...\n"));
    }

    @ParameterizedTest
    @EnumSource
    void enzymesCutLambdaAsOftenAsTheCataloguesOfTheirMakersSay(Interpreter lua) throws IOException {
        // Sites in lambda, as suppliers of enzymes publish them.
        String published =
                "AatII 10 AccI 9 AflII 3 AgeI 13 AluI 143 ApaI 1 ApaLI 4 AscI 2 AvaI 8 AvaII 35 AvrII 2 BamHI 5"
                        + " BbsI 24 BclI 8 BglI 29 BglII 6 BsaI 2 BsmBI 14 BspHI 8 BssHII 6 BstEII 13 ClaI 15 DdeI 104"
                        + " DraI 13 EagI 2 EcoRI 5 EcoRV 21 FseI 0 HaeIII 149 HhaI 215 HincII 35 HindIII 6 HinfI 148 HpaI 14"
                        + " KpnI 2 MfeI 8 MluI 7 MseI 195 MspI 328 NcoI 4 NdeI 7 NheI 1 NlaIII 181 NotI 0 NruI 5 NsiI 14"
                        + " PacI 0 PmeI 2 PstI 28 PvuI 3 PvuII 15 RsaI 113 SacI 2 SacII 4 SalI 2 SapI 10 Sau3AI 116 SbfI 5"
                        + " ScaI 5 SfiI 0 SmaI 3 SpeI 0 SphI 6 SspI 20 StuI 6 SwaI 0 TaqI 121 XbaI 1 XhoI 1";
        Path script = Files.writeString(directory.toRealPath().resolve("sites.lua"), """
                local bio = require("bio_compute")
                local file, published = ...
                local sequence = bio.fasta.file(file)().sequence
                local found = {}
                for name in string.gmatch(published, "(%w+) %d+") do
                  found[#found + 1] = name .. " " .. #bio.digest(sequence, name).cuts
                end
                io.write(table.concat(found, " "))
                """);

        assertThat(run(lua, script, LAMBDA.toString(), published)).isEqualTo(new Result(true, published, ""));
    }

    private Result run(Interpreter lua, Path script, String... arguments) {
        List<Path> modules = Stream.of("bio_compute", "line_reader", "numbers")
                .map(name ->
                        Release.newest().get(new PackageName(name)).folder().resolve("lua"))
                .toList();
        return lua.run(script, modules, List.of(DATA, directory), arguments);
    }
}
