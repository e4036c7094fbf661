// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bioxen run}. */
class RunDistributionIT {
    private static final String REPORT = "examples/scripts/genome_report.lua";
    private static final String LAMBDA = "examples/data/lambda_phage.fa";

    private final AtomicInteger files = new AtomicInteger();

    @TempDir
    private Path directory;

    private String script(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private String file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file" + files.incrementAndGet() + ".lua"), bytes)
                .toString();
    }

    @Test
    void aRealGenomeIsReported() {
        String report =
                bioxen().run("run", REPORT, LAMBDA).exits(0).complainsNot().stdout();

        assertThat(report)
                .contains("48502", "49.8577")
                .contains("23130 9416 6682 4361 2322 2027 564\n")
                .contains("21226 7421 5804 5643 4878 3530\n")
                .contains("16841 7233 6770 6527 5626 5505\n");
    }

    @ParameterizedTest
    @EnumSource
    void everyEnginePrintsTheSameBytes(Engine engine) throws IOException {
        byte[] expected = Files.readAllBytes(
                Bioxen.PROJECT.resolve("examples/src/test/resources/expected/genome_report-lambda_phage.txt"));

        Completed completed =
                bioxen().run(engine.arguments("run", REPORT, LAMBDA)).exits(0).complainsNot();

        assertThat(completed.out()).isEqualTo(expected);
    }

    @OnEachBackend
    void dataMayComeFromStandardInput(Engine engine) throws IOException {
        byte[] lambda = Files.readAllBytes(Bioxen.PROJECT.resolve(LAMBDA));

        String report = bioxen().reading(lambda)
                .run(engine.arguments("run", REPORT, "-"))
                .exits(0)
                .stdout();

        assertThat(report).contains("48502", "49.8577");
    }

    @OnEachBackend
    void whatFollowsTheFileIsTheScripts(Engine engine) throws IOException {
        String script = script("print(arg[0], select('#', ...), (...), arg[3])");

        bioxen().run(engine.arguments("run", script, "--json", "a b", "é"))
                .exits(0)
                .prints(script + "\t3\t--json\té\n");
    }

    @OnEachBackend
    void aScriptMayComeFromStandardInput(Engine engine) {
        bioxen().reading("#!/usr/bin/env lua\nprint(arg[0], ...) error('boom')")
                .run(engine.arguments("run", "--quiet", "-", "x"))
                .exits(1)
                .prints("-\tx\n")
                .complains("bioxen: stdin:2: boom\n");
    }

    @OnEachBackend
    void whatAScriptReturnsIsNotPrinted(Engine engine) throws IOException {
        bioxen().run(engine.arguments("run", script("return 42")))
                .exits(0)
                .prints("")
                .complainsNot();
    }

    @OnEachBackend
    void anErrorNamesTheFileAsItWasTyped(Engine engine) throws IOException {
        Files.writeString(directory.resolve("x.lua"), "local function f()\n  error('boom')\nend\nf()");

        Completed failed = bioxen().in(directory).run(engine.arguments("run", "x.lua"));

        failed.exits(1);
        assertThat(failed.stderr())
                .startsWith("bioxen: x.lua:2: boom\nstack traceback:\n")
                .contains("x.lua:4:");
    }

    @OnEachBackend
    void inputAndOutputFlowWhileTheScriptRuns(Engine engine) throws IOException {
        String script = script("for line in io.lines() do print('got ' .. line) io.stdout:flush() end print('end')");

        try (Running running = bioxen().start(engine.arguments("run", script))) {
            running.type("one\n");
            running.awaitOutput("got one\n");
            running.type("two\n");
            running.awaitOutput("got two\n");
            running.endInput();
            running.await().exits(0).prints("got one\ngot two\nend\n").complainsNot();
        }
    }

    @OnEachBackend
    void muchInputAndOutputIsNotLost(Engine engine) throws IOException {
        byte[] input = "ACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACG\n"
                .repeat(60_000)
                .getBytes(StandardCharsets.US_ASCII);
        String script = script("while true do local b = io.read(8192) if not b then break end io.write(b) end");

        byte[] output = bioxen().reading(input)
                .run(engine.arguments("run", script))
                .exits(0)
                .out();

        assertThat(output).isEqualTo(input);
    }

    @Test
    void aMissingFileIsOneLine() {
        bioxen().run("run", "nosuch.lua").exits(1).prints("").complainsInOneLine("nosuch.lua", "no such file");
    }

    @Test
    void aDirectoryIsOneLine() {
        bioxen().run("run", "examples").exits(1).prints("").complainsInOneLine("examples", "directory");
    }

    @Test
    void aBinaryFileIsOneLine() throws IOException {
        String file = file(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0});

        bioxen().run("run", file).exits(1).prints("").complainsInOneLine(file, "not Lua source");
    }

    @Test
    void compiledLuaIsOneLine() throws IOException {
        String file = file(new byte[] {0x1b, 'L', 'u', 'a', 0x54});

        bioxen().run("run", file).exits(1).prints("").complainsInOneLine(file, "not Lua source");
    }

    @OnEachBackend
    void anEmptyFileRunsAndOneLineSaysThatItIsEmpty(Engine engine) throws IOException {
        bioxen().run(engine.arguments("run", script(""))).exits(0).prints("").complainsInOneLine("is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACGT\n", "", "\0\1\2"})
    void dataThatIsNoFastaIsOneLineOfTheScript(String data) throws IOException {
        Path fasta = Files.writeString(directory.resolve("bad.fa"), data);

        Completed refused =
                bioxen().run("run", REPORT, fasta.toString()).exits(1).prints("");

        assertThat(refused.stderr().lines()).hasSize(1);
        assertThat(refused.stderr()).contains("bad.fa").doesNotContain("traceback", "Exception");
    }

    @Test
    void theRunOfAFileIsAJsonObjectToo() throws IOException {
        JsonNode json = bioxen().run("run", "--json", script("print('hello') return 7"))
                .exits(0)
                .json();

        assertThat(json.get("stdout").asText()).isEqualTo("hello\n");
        assertThat(json.get("values")).hasToString("[7]");
    }
}
