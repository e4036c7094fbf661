// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages, environments and catalogs: as one-shots, in the shell, and in scripts that use them. */
class PackagesDistributionIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of this class alone: its catalogs and environments are nobody else's. */
    @TempDir
    private static Path data;

    @TempDir
    private Path directory;

    private static Bioxen bioxen() {
        return Bioxen.bioxen().with("BIOXEN_DATA", data.toString());
    }

    private static Completed shell(String... lines) {
        return bioxen().run("-c", String.join("\n", lines));
    }

    @Test
    void aGenomeIsAnalysedWithAnInstalledPackageOnEveryBackend() {
        String[] analyze = {"examples/scripts/analyze.lua", "examples/data/lambda_phage.fa"};
        bioxen().run("env", "create", "bio", "--lua", "5.4").exits(0).complainsNot();

        Completed installed = bioxen().run("pkg", "install", "bio_compute", "--env", "bio")
                .exits(0)
                .complainsNot();
        Completed onLua = bioxen().run("run", "--env", "bio", "--lua", "lua5.4", analyze[0], analyze[1]);
        Completed inTheJvm = bioxen().run("run", "--env", "bio", "--backend", "luaj", analyze[0], analyze[1]);

        assertThat(installed.stdout().lines())
                .anySatisfy(line -> assertThat(line).startsWith("bio_compute ").contains(" default ", " asked for "))
                .last()
                .asString()
                .contains("installed in bio (generation 1)");
        assertThat(onLua.exits(0).complainsNot().stdout()).contains("48502");
        inTheJvm.exits(0).complainsNot().prints(onLua.stdout());
    }

    @Test
    void aSessionFindsThePackageAsTheOriginalDocumentsIt() {
        shell("env:create talk", "pkg:install --quiet --env talk bio_compute").exits(0);

        Completed said = shell(
                "session:create --level trusted --env talk s1",
                "session:eval s1 'require(\"bio_compute\")'",
                "session:eval s1 'bio_compute.analyze_sequence(\"ATCG\")'");

        assertThat(said.exits(0).stdout()).contains("DNA of 4 letters, GC 50.00 %");
    }

    @Test
    void whatCannotBeIsExplainedInTenLines() {
        shell("env:create narrow --lua 5.1").exits(0);

        Completed refused = bioxen().with("BIOXEN_ENV", "narrow").run("pkg", "install", "json", "csv >= 99", "show");
        Completed forPrograms = bioxen().run("pkg", "install", "csv >= 99", "--env", "narrow", "--json")
                .exits(3);

        refused.exits(3).prints("");
        assertThat(refused.stderr()).startsWith("bioxen: ").contains("csv").doesNotContain("Exception", "\tat ");
        assertThat(refused.stderr().lines()).hasSizeLessThanOrEqualTo(10);
        assertThat(forPrograms.json().at("/error/message").asText()).contains("csv");
        assertThat(forPrograms.json().get("exitCode").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3|pkg list --env nosuch|nosuch",
                "3|env info nosuch|nosuch",
                "3|repo remove nosuch|nosuch",
                "2|pkg install|PACKAGE",
                "2|env create bio/../x|bio/../x",
            })
    void aMistakeIsOneLine(int code, String line, String word) {
        bioxen().run(line.split(" ")).exits(code).prints("").complainsInOneLine(word);
    }

    @Test
    void whatIsPrintedForProgramsIsJson() throws Exception {
        String printed = shell(
                        "echo (env:create json --json)",
                        "echo (pkg:install --env json --json json)",
                        "echo (pkg:list --env json --json)",
                        "echo (pkg:outdated --env json --json)",
                        "echo (pkg:search --json json)",
                        "echo (pkg:info --json bio_compute)",
                        "echo (env:health json --json)",
                        "echo (env:generations json --json)",
                        "echo (env:licences json --json)",
                        "echo (env:profiles --json)",
                        "echo (env:list --json)",
                        "echo (repo:list --json)")
                .exits(0)
                .complainsNot()
                .stdout();

        List<String> lines = printed.lines().toList();
        assertThat(lines).hasSize(12);
        for (String line : lines) {
            JsonNode node = JSON.readTree(line);
            assertThat(node.isObject()).as(line).isTrue();
        }
        assertThat(JSON.readTree(lines.get(1)).at("/changes/0/kind").asText()).isEqualTo("INSTALL");
        assertThat(JSON.readTree(lines.get(2)).at("/packages").findValuesAsText("package"))
                .contains("json");
        assertThat(JSON.readTree(lines.get(6)).get("healthy").asBoolean()).isTrue();
        assertThat(JSON.readTree(lines.get(11)).at("/catalogs/0/id").asText()).isEqualTo("default");
    }

    @Test
    void aChangedFileIsFoundAndMended() throws Exception {
        shell("env:create ill", "pkg:install --quiet --env ill strings").exits(0);
        Path root = Path.of(
                bioxen().run("env", "info", "ill", "--json").json().get("root").asText());
        Path module = files(root).stream()
                .filter(file -> file.endsWith("strings.lua"))
                .findFirst()
                .orElseThrow();
        Files.delete(module);
        Files.writeString(module, "return 1");

        Completed ill = bioxen().run("env", "doctor", "ill");
        shell("env:repair ill").exits(0);

        ill.exits(3);
        assertThat(ill.stdout()).contains("changed file", "strings.lua");
        assertThat(ill.stderr()).isEqualTo("bioxen: the environment 'ill' has 1 problem; env:repair ill mends all\n");
        bioxen().run("pkg", "verify", "--env", "ill").exits(0);
    }

    @Test
    void anEnvironmentIsExportedImportedRolledBackAndDeleted() {
        Path lock = directory.resolve("source.lock");
        String list = shell(
                        "env:create source",
                        "env:bootstrap source minimal --quiet",
                        "env:export source " + lock,
                        "env:import target " + lock + " --quiet",
                        "pkg:list --env target | cat")
                .exits(0)
                .stdout();
        assertThat(list).contains("strings", "numbers");
        assertThat(lock).isRegularFile();

        shell("env:rollback source", "env:delete target", "env:gc", "pkg:list --env source")
                .exits(0)
                .prints("nothing is installed; pkg:install NAME does it, pkg:search finds names\n");
    }

    @Test
    void ctrlCEndsASlowInstallAndTheEnvironmentIsAsBefore() throws Exception {
        try (SlowCatalog catalog = new SlowCatalog()) {
            shell("env:create slow", "repo:add snail " + catalog.address()).exits(0);
            // No other test has this package, so that it is not in the store.
            try (Running running = bioxen().start("pkg", "install", "base64", "--from", "snail", "--env", "slow")) {
                catalog.awaitRequest();

                running.signal("INT");

                running.await().exits(130).prints("");
            }
        }
        Completed done = shell("repo:remove snail", "pkg:install --env slow base64");

        assertThat(done.exits(0).stdout()).contains("1 installed in slow (generation 1)");
    }

    @Test
    void theVmsOfTheShellFindTheirPackages() {
        shell("env:create served", "pkg:install --quiet --env served strings").exits(0);

        shell("vm:create --env served lab", "vm:exec lab 'type(require(\"strings\"))'")
                .exits(0)
                .prints("table\n");
    }

    private static List<Path> files(Path root) throws Exception {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
