// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalogs that strangers bring: the plugin of {@code examples/catalog-plugin}, and a file in {@code etc}. */
class CatalogPluginDistributionIT {
    private static final Path PLUGIN = Path.of(System.getProperty("bioxen.catalog.plugin"));

    @TempDir
    private Path directory;

    @Test
    void aPluginAddsItsCatalogWhileTheShellRunsAndTakesItAway() throws IOException {
        Path home = Installation.copy(directory.resolve("bioxen"));
        Path jar = home.resolve("deploy/primers.jar");

        try (Running shell = Bioxen.at(home).start()) {
            shell.awaitOutput("bioxen> ");
            shell.type("env:create lab --lua 5.2\n");

            deploy(jar);
            awaitDeployed(shell, home, 1);
            shell.type("pkg:install --env lab primer_check\n");
            shell.awaitOutput("installed in lab (generation 1)");

            Files.delete(jar);
            awaitDeployed(shell, home, 3);
            shell.type("pkg:list --env lab\npkg:info oligo_tm\n");
            shell.awaitOutput("no catalog has a package 'oligo_tm'");
            shell.endInput();
            shell.await();
        }
        Bioxen.at(home).run("pkg", "list", "--env", "lab").exits(0).complainsNot();
    }

    private static void deploy(Path jar) throws IOException {
        Path draft = Files.copy(PLUGIN, jar.resolveSibling(".draft"));
        Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Two bundles come, one after the other: when the second starts, all that was there before the first has been seen to. */
    private static void awaitDeployed(Running shell, Path home, int version) {
        for (int next = version; next < version + 2; next++) {
            Herald.deploy(home.resolve("deploy/herald.jar"), next + ".0.0");
            shell.awaitOutput("herald " + next + ".0.0 has started");
        }
    }

    @Test
    void aPluginThatIsThereServesOneCommand() throws IOException {
        Path home = Installation.copy(directory.resolve("bioxen"));
        deploy(home.resolve("deploy/primers.jar"));
        Bioxen bioxen = Bioxen.at(home);

        assertThat(bioxen.run("repo", "list").exits(0).stdout()).contains("primers", "bundle org.example.primers");
        bioxen.run("env", "create", "lab", "--lua", "5.4").exits(0);
        bioxen.run("pkg", "install", "primer_check", "--env", "lab").exits(0);
        Files.delete(home.resolve("deploy/primers.jar"));

        assertThat(bioxen.run("repo", "list").exits(0).stdout()).doesNotContain("primers");
        bioxen.run("exec", "--env", "lab", "print(#require('primer_check').complaints('ATGCATGCATGCATGCATGC'))")
                .exits(0)
                .prints("0\n");
    }

    @Test
    void aFileInEtcMakesACatalog() throws IOException {
        Path home = Installation.copy(directory.resolve("bioxen"));
        Files.writeString(
                home.resolve("etc/org.bioxen.catalog.directory-mirror.cfg"),
                "id = mirror\nlocation = " + home.resolve("catalog") + "\npriority = 500\nexcludes = csv, bio*\n");
        Bioxen bioxen = Bioxen.at(home);

        assertThat(bioxen.run("repo", "list").exits(0).stdout()).contains("mirror", "configuration", "500");
        assertThat(bioxen.run("pkg", "info", "json").exits(0).stdout()).contains("mirror");
        assertThat(bioxen.run("pkg", "info", "bio_compute").exits(0).stdout()).doesNotContain("mirror");
    }
}
