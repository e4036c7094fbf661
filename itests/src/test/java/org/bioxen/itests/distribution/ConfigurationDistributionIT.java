// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is configured, seen and changed by commands: without a server, on one, and by two at once. */
class ConfigurationDistributionIT {
    private static final String MANAGER = "org.bioxen.core.session";
    private static final String CATALOG = "org.bioxen.catalog.http~lab";

    @TempDir
    private Path directory;

    private Path home;
    private Path etc;

    @BeforeEach
    void install() throws IOException {
        home = Installation.copy(directory.resolve("bioxen"));
        etc = home.resolve("etc");
    }

    private Completed config(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "config";
        System.arraycopy(words, 0, all, 1, words.length);
        return Bioxen.at(home).run(all);
    }

    @Test
    void oneCommandSetsWhatTheNextOneSees() throws IOException {
        Path file = etc.resolve(MANAGER + ".cfg");
        Files.writeString(file, "# ours\nthreads=8\nstop.grace = 3s\n");

        config("set", MANAGER, "threads", "64").exits(0).complainsNot();
        assertThat(file).hasContent("# ours\nthreads = 64\nstop.grace = 3s\n");
        config("set", MANAGER, "threads", "many")
                .exits(2)
                .prints("")
                .complainsInOneLine("threads: 'many' is no whole number from 1 to 10000", "nothing was changed");
        assertThat(file).hasContent("# ours\nthreads = 64\nstop.grace = 3s\n");

        JsonNode all = config("list", "--json").exits(0).json().get("configurations");
        Set<String> pids = new TreeSet<>();
        all.forEach(each -> pids.add(each.get("pid").asText()));
        assertThat(pids).containsAll(DescribedConfigurations.all().keySet());
        JsonNode manager = find(all, "pid", MANAGER);
        assertThat(manager.get("file").asText()).isEqualTo(file.toRealPath().toString());
        JsonNode threads = find(manager.get("keys"), "key", "threads");
        assertThat(threads.get("value").asText()).isEqualTo("64");
        assertThat(threads.get("default").asText()).isEqualTo("256");
        assertThat(find(manager.get("keys"), "key", "threads.waiting")
                        .get("value")
                        .isNull())
                .isTrue();
    }

    private static JsonNode find(JsonNode list, String member, String value) {
        for (JsonNode each : list) {
            if (each.get(member).asText().equals(value)) {
                return each;
            }
        }
        throw new AssertionError("there is no " + value + " in " + list);
    }

    @Test
    void twoAtOnceLoseNothing() throws IOException {
        Bioxen bioxen = Bioxen.at(home);
        try (Running one = bioxen.start("config", "set", MANAGER, "threads", "64");
                Running other = bioxen.start("config", "set", MANAGER, "pending.total", "5000")) {
            one.endInput();
            other.endInput();
            one.await().exits(0);
            other.await().exits(0);
        }

        assertThat(Files.readAllLines(etc.resolve(MANAGER + ".cfg")))
                .containsExactlyInAnyOrder("threads = 64", "pending.total = 5000");
    }

    @Test
    void aServerTakesOverWhatIsSetAndNobodyIsShownASecret() throws IOException {
        Bioxen bioxen =
                Bioxen.at(home).with("BIOXEN_DATA", directory.resolve("data").toString());
        try (Running server = bioxen.start("server")) {
            server.awaitComplaint("bioxen: listening on ");

            String set = shell(
                            bioxen,
                            "config:set --quiet org.bioxen.logging level.org.example debug",
                            "config:set --quiet " + CATALOG
                                    + " id=lab location=http://127.0.0.1:9/ 'password=a ${b} c' title='Das Läbor'",
                            "echo $(log:levels | grep org.example)",
                            "echo $(repo:list | grep lab)",
                            "config:get " + CATALOG)
                    .exits(0)
                    .stdout();
            assertThat(set)
                    .contains("org.example", "DEBUG", "Das Läbor", "http://127.0.0.1:9/", "***")
                    .doesNotContain("${b}", "a  c");
            Path file = etc.resolve("org.bioxen.catalog.http-lab.cfg");
            assertThat(Files.readAllLines(file)).contains("password = a $\\\\{b\\\\} c", "title = Das L\\u00e4bor");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");

            shell(bioxen, "config:set org.bioxen.core.sesion threads 5")
                    .exits(2)
                    .complainsInOneLine(
                            "there is no configuration 'org.bioxen.core.sesion'", "did you mean '" + MANAGER);
            shell(bioxen, "config:set " + MANAGER + " thread 5")
                    .exits(2)
                    .complainsInOneLine("there is no key 'thread'", "did you mean 'threads'?");
            shell(bioxen, "config:unset " + CATALOG + " location")
                    .exits(2)
                    .complainsInOneLine("location: nothing is given, and it has to be", "nothing was changed");
            String unset = shell(
                            bioxen,
                            "config:unset --quiet " + CATALOG + " title",
                            "config:unset --quiet org.bioxen.logging",
                            "config:get " + CATALOG + " title",
                            "config:unset --quiet " + CATALOG,
                            "echo $(repo:list | grep -c lab)")
                    .exits(0)
                    .stdout();
            assertThat(unset).doesNotContain("Läbor").endsWith("0\n");
            assertThat(file).doesNotExist();
            assertThat(etc.resolve("org.bioxen.logging.cfg")).doesNotExist();
        }
    }

    private static Completed shell(Bioxen bioxen, String... lines) {
        return bioxen.run("client", "-c", String.join("\n", lines));
    }

    /** The page lists what the bundles describe: every table is made of it, and none is missing. */
    @Test
    void thePageOnConfigurationIsTrue() throws IOException {
        String page = Files.readString(Bioxen.PROJECT.resolve("docs/configuration.md"));

        DescribedConfigurations.all()
                .forEach((pid, section) -> assertThat(page).as(pid).contains(section));
        assertThat(page.lines().filter(line -> line.startsWith("### ")))
                .hasSameSizeAs(DescribedConfigurations.all().keySet());
    }
}
