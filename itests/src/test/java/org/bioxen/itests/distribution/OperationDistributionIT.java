// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those use who look after a container: its state, its log, a report of a fault. */
class OperationDistributionIT {
    @TempDir
    private Path directory;

    private Completed shell(String... lines) {
        return bioxen().in(directory).run("-c", String.join("\n", lines));
    }

    @Test
    void theStateFitsOnOneScreen() {
        String status =
                shell("vm:create --level trusted a", "sys:status").exits(0).stdout();

        assertThat(status.lines().filter(line -> !line.startsWith("id ")))
                .anyMatch(line -> line.matches("java +\\d+.*"))
                .anyMatch(line -> line.matches("bundles +\\d+ of \\d+ active"))
                .anyMatch(line -> line.matches("backends +luaj: .*up to isolated"))
                .anyMatch(line -> line.matches("catalogs +default"))
                .anyMatch(line -> line.matches("VMs +1 idle"))
                .anyMatch(line -> line.matches("scripts +0 accepted, 0 not ended.*"));
        assertThat(status.lines()).hasSizeLessThan(40);
    }

    @Test
    void whyAComponentIsNotActiveIsToldAsATree() {
        // Without its VM manager the platform has no sessions, and the commands on them are gone.
        Completed told = shell("bundle:stop org.bioxen.core.session", "sys:why SessionCommands");

        assertThat(told.exits(0).stdout().lines())
                .startsWith(
                        "org.bioxen.shell.command.SessionCommands (bundle org.bioxen.shell)",
                        "  needs a service org.bioxen.api.session.SessionManager",
                        "    no component that is installed provides it");
        assertThat(shell("sys:why nosuch").exits(3).stderr()).contains("there is no component 'nosuch'");
        assertThat(shell("sys:why org.bioxen.core.session.vm.VmHost").exits(0).stdout())
                .contains("is active");
    }

    @Test
    void aReportHasEverythingButSecrets() throws IOException {
        shell("sys:dump fault.zip").exits(0);

        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(directory.resolve("fault.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(files)
                .containsKeys(
                        "status.txt",
                        "bundles.txt",
                        "components.txt",
                        "threads.txt",
                        "properties.txt",
                        "etc/gosh_profile");
        assertThat(files.get("bundles.txt")).contains("org.bioxen.curator", "active");
        assertThat(files.get("threads.txt")).contains("\"main\"");
        assertThat(shell("sys:dump fault.zip").exits(3).stderr()).contains("fault.zip is there already");
    }

    @Test
    void whatIsLoggedIsShownFoundAndExported() throws IOException {
        Completed logged = shell(
                "log:set org.bioxen debug",
                "vm:create --level trusted watched",
                "log:query --logger org.bioxen.core.session --text 'is made' | cat",
                "log:query --vm watched --level error | cat",
                "log:export --json --logger org.bioxen records.json",
                "log:levels | cat",
                "log:unset org.bioxen");

        assertThat(logged.exits(0).stdout())
                .contains("DEBUG LuaVm (VM watched): VM 'watched' is made")
                .contains("nothing of that kind was logged")
                .contains("org.bioxen", "DEBUG", "log:set");
        List<String> records = Files.readAllLines(directory.resolve("records.json"));
        assertThat(records).isNotEmpty();
        for (String record : records) {
            JsonNode read = new ObjectMapper().readTree(record);
            assertThat(read.get("logger").asText()).startsWith("org.bioxen");
            assertThat(read.get("level").asText()).isIn("TRACE", "DEBUG", "INFO", "WARN", "ERROR");
        }
        assertThat(shell("log:set org.bioxen loud").exits(2).stderr())
                .contains("log:set was given the level 'loud'; give trace, debug, info, warn, error, off");
        assertThat(shell("log:query --since yesterday").exits(2).stderr()).contains("--since was given 'yesterday'");
    }

    @Test
    void programsReadTheStateAsJson() throws IOException {
        Completed told = shell(
                "vm:create --level trusted a",
                "sys:status --json | cat",
                "sys:why --json VmHost | cat",
                "bundle:list --json luaj | cat",
                "log:levels --json | cat");

        List<String> lines = told.exits(0)
                .stdout()
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
        assertThat(lines).hasSize(4);
        JsonNode status = new ObjectMapper().readTree(lines.get(0));
        assertThat(status.at("/vms/states/IDLE").asInt()).isEqualTo(1);
        assertThat(status.at("/backends/0/name").asText()).isEqualTo("luaj");
        assertThat(status.at("/sessions").asInt()).isZero();
        JsonNode why = new ObjectMapper().readTree(lines.get(1));
        assertThat(why.at("/components/0/tree/1").asText()).isEqualTo("  is active");
        JsonNode bundles = new ObjectMapper().readTree(lines.get(2));
        assertThat(bundles.at("/bundles/0/state").asText()).isEqualTo("active");
        JsonNode levels = new ObjectMapper().readTree(lines.get(3));
        assertThat(levels.get("levels"))
                .anyMatch(level -> level.get("logger").asText().equals("ROOT"));
    }

    @Test
    void aConfigurationIsShownToPeople() {
        String told = shell(
                        "config:get org.bioxen.core.session threads | cat",
                        "config:list | cat",
                        "log:tail --lines 1 | cat")
                .exits(0)
                .stdout();

        assertThat(told)
                .contains("key           threads\n", "default       256\n", "org.bioxen.logging")
                .doesNotContainPattern("\\w+\\[\\w+=");
    }

    @Test
    void aBundleThatIsNoneIsAskedBackForAndNothingIsStopped() {
        Completed told = shell("bundle:stop org.bioxen.core.luaj org.bioxen.core.proces");

        assertThat(told.exits(3).stderr())
                .contains("there is no bundle 'org.bioxen.core.proces'; did you mean 'org.bioxen.core.process'?");
    }
}
