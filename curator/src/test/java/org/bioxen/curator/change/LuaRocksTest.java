// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real LuaRocks reads the tree of an environment. */
class LuaRocksTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void makeAnEnvironment() {
        boolean there = Files.isExecutable(Path.of("/usr/bin/luarocks"));
        if (Boolean.getBoolean("bioxen.require.lua")) {
            assertThat(there).as("luarocks is installed").isTrue();
        }
        assumeTrue(there, "luarocks is not installed; what it reads is not tested");
        world = new World(
                folder,
                new Market()
                        .offer(
                                "main",
                                Package.of("json", "1.0-2").needs("lua >= 5.1"),
                                Package.of("plain", "2_0-1"),
                                Package.of("csv", "1.1-1")
                                        .needs("lua >= 5.1, < 5.5", "json >= 1.0")
                                        .file("bin/csv2json", "#!/usr/bin/env lua\n")
                                        .file("lua/csv/reader.lua", "return {}\n")
                                        .file("doc/csv.md", "# csv\n")));
        world.environments.create("bio", "5.1");
        world.install("bio", "csv");
    }

    private String luarocks(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("luarocks", "--tree", world.tree("bio").toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        assertThat(text).doesNotContain("Warning").doesNotContain("Error");
        return text;
    }

    @Test
    void itListsWhatIsInstalled() throws IOException, InterruptedException {
        assertThat(luarocks("list", "--porcelain").lines())
                .anyMatch(line -> line.startsWith("csv\t1.1-1\tinstalled"))
                .anyMatch(line -> line.startsWith("json\t1.0-2\tinstalled"));
    }

    @Test
    void itShowsWhatAPackageHasAndNeeds() throws IOException, InterruptedException {
        String shown = luarocks("show", "csv");

        assertThat(shown)
                .contains("csv 1.1-1")
                .contains("MIT")
                .contains("csv.reader (" + world.tree("bio").resolve("share/lua/5.1/csv/reader.lua") + ")")
                .contains("json >= 1.0 (using 1.0-2)");
        assertThat(luarocks("show", "csv", "--mversion").strip()).isEqualTo("1.1-1");
        assertThat(luarocks("show", "csv", "--rock-tree").strip())
                .isEqualTo(world.tree("bio").toString());
    }

    @Test
    void itFindsDocumentationAndOffersThePathOfModules() throws IOException, InterruptedException {
        assertThat(luarocks("doc", "csv", "--list")).contains("csv.md");
        assertThat(luarocks("path", "--lr-path"))
                .contains(world.tree("bio").resolve("share/lua/5.1/?.lua").toString());
    }

    @Test
    void aVersionThatItCouldNotReadIsWrittenAsItWantsIt() throws IOException, InterruptedException {
        world.install("bio", "plain");

        assertThat(luarocks("show", "plain", "--mversion").strip()).isEqualTo("2.0-1");
    }
}
