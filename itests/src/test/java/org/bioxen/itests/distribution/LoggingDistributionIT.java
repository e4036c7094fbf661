// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is logged in a container, where it goes, and where it does not go. */
class LoggingDistributionIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** How the platform calls a VM or a session in a message. */
    private static final Pattern NAMED = Pattern.compile("(VM|session) '([^']+)'");

    @TempDir
    private Path data;

    @Test
    void everyLineThatConcernsAVmOrASessionSaysWhich() throws IOException {
        Path export = data.resolve("records.json");
        try (Server server = Server.start(data)) {
            server.shell(
                            "log:set org.bioxen debug",
                            "vm:create --level trusted --backend luaj a",
                            "vm:create --level trusted --backend process b",
                            "vm:create --level trusted --backend luaj --timeout 200ms slow",
                            "vm:exec a 'return 2 + 2'",
                            "session:create --level trusted --backend process s",
                            "vm:exec s 'print(1)'")
                    .exits(0);
            server.vm("exec", "b", "error('why')").exits(1);
            server.vm("exec", "slow", "while true do end").exits(124);
            server.vm("exec", "b", "os.execute('kill -9 $PPID')");
            server.shell(
                            "bundle:stop org.bioxen.core.luaj",
                            "bundle:start org.bioxen.core.luaj",
                            "vm:exec a 'return 1'")
                    .exits(0);
            server.vm("terminate", "b").exits(0);
            server.shell("session:kill s", "log:export --json --level debug " + export)
                    .exits(0);
        }

        List<JsonNode> about = new ArrayList<>();
        for (JsonNode record : records(export)) {
            Matcher named = NAMED.matcher(record.get("message").asText());
            while (named.find()) {
                about.add(record);
                assertThat(record.path("vm").asText()).as(record.toString()).isEqualTo(named.group(2));
                if (named.group(2).equals("s")) {
                    assertThat(record.path("session").asText())
                            .as(record.toString())
                            .isEqualTo("s");
                }
            }
        }
        assertThat(about)
                .extracting(record -> record.get("message").asText())
                .anyMatch(message -> message.startsWith("VM 'a' is made"))
                .anyMatch(message -> message.matches("VM 'a': .* ended COMPLETED after .*"))
                .anyMatch(message -> message.matches("VM 'b': .* ended SCRIPT_ERROR after .*"))
                .anyMatch(message -> message.matches("VM 'slow': .* ended TIMED_OUT after .*"))
                .anyMatch(message -> message.matches("VM 'b': .* ended VM_LOST after .*"))
                .anyMatch(message -> message.startsWith("VM 'a' is suspended"))
                .anyMatch(message -> message.startsWith("VM 'b' is closed"))
                .anyMatch(message -> message.startsWith("VM 's' is closed"));
    }

    private static List<JsonNode> records(Path file) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    @Test
    void theFileInEtcIsFollowedWhileTheServerRunsAndSeveralProcessesShareTheLog() throws Exception {
        Path home = Installation.copy(data.resolve("bioxen"));
        Path configuration = home.resolve("etc/org.bioxen.logging.cfg");
        Files.writeString(configuration, "file.format = json\nlevel.org.bioxen.logging = INFO\n");
        Bioxen bioxen = Bioxen.at(home);
        try (Running server = bioxen.start("server")) {
            server.awaitComplaint("bioxen: listening on ");
            try (Running tail =
                    bioxen.start("client", "-c", "log:tail --follow --logger org.bioxen.logging --lines 1")) {
                tail.awaitOutput("configured levels");
                Files.writeString(
                        configuration,
                        "file.format = json\nlevel.org.bioxen.logging = INFO\nlevel.org.bioxen.core = DEBUG\n");
                tail.awaitOutput("org.bioxen.core=DEBUG");
                client(bioxen, "vm:create --level trusted loud", "log:query --vm loud | cat")
                        .prints("DEBUG LuaVm (VM loud): VM 'loud' is made");

                // A mistake leaves what was good, and what is set counts over both.
                Files.writeString(
                        configuration,
                        "file.format = verse\nlevel.org.bioxen.logging = INFO\nlevel.org.bioxen.core = noisy\n");
                tail.awaitOutput("'verse' is neither text nor json");
                client(
                                bioxen,
                                "vm:create --level trusted louder",
                                "log:set org.bioxen.core warn",
                                "vm:create --level trusted quiet",
                                "log:unset",
                                "log:query --text \"is made\" | cat")
                        .prints("VM 'louder' is made")
                        .printsNot("VM 'quiet' is made");

                Files.writeString(
                        configuration, "file.format = json\nlevel.org.bioxen.logging = INFO\nlevel.other = WARN\n");
                tail.awaitOutput("configured levels: {org.bioxen.logging=INFO, other=WARN}");
                client(bioxen, "vm:create --level trusted silent", "log:query --vm silent | cat")
                        .prints("nothing of that kind was logged");
                client(bioxen, "vm:create --level trusted --debug spoken", "log:query --vm spoken | cat")
                        .prints("VM 'spoken' is made");
            }
            // Others write the same file.
            bioxen.with("BIOXEN_DEBUG", "true").run("exec", "return 1").exits(0);
            server.signal("TERM");
            server.await();
        }

        List<JsonNode> lines = records(home.resolve("log/bioxen.log"));
        assertThat(lines.stream().map(line -> line.get("process").asLong()).distinct())
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(lines).allSatisfy(line -> assertThat(line.has("message")).isTrue());
    }

    private static Printed client(Bioxen bioxen, String... lines) {
        return new Printed(
                bioxen.run("client", "-c", String.join("\n", lines)).exits(0).stdout());
    }

    /** What a client has printed. */
    private record Printed(String text) {
        Printed prints(String part) {
            assertThat(text).contains(part);
            return this;
        }

        Printed printsNot(String part) {
            assertThat(text).doesNotContain(part);
            return this;
        }
    }

    @Test
    void nothingOfTheLogReachesTheTerminalOfTheShell() throws IOException {
        try (Terminal terminal =
                Server.bioxen(data).with("BIOXEN_DEBUG", "true").terminal("shell")) {
            terminal.shows("bioxen")
                    .edits()
                    .enter("vm:create --level trusted a")
                    .edits()
                    .enter("vm:exec a 'error(\"why\")'")
                    .shows("why")
                    .edits()
                    .enter("echo the end")
                    .shows("\nthe end")
                    .edits()
                    .press("C-d");
            assertThat(terminal.exitCode()).isZero();
            assertThat(terminal.everything()).doesNotContain("DEBUG", "INFO", "WARN", "LuaVm");
        }
        assertThat(Files.readString(data.resolve("log/bioxen.log"))).contains(" DEBUG ", "VM 'a' is made");
    }

    @Test
    void oneShellSeesHowFarAnotherIs() throws Exception {
        try (Server server = Server.start(data);
                SlowCatalog catalog = new SlowCatalog()) {
            server.shell("env:create slow", "repo:add snail " + catalog.address())
                    .exits(0);
            try (Running tail = server.client().start("client", "-c", "log:tail --follow --progress");
                    Running install =
                            server.client().start("client", "-c", "pkg:install base64 --env slow --from snail")) {
                catalog.awaitRequest();
                tail.awaitOutput("install snail:base64 in slow: fetch base64");
                install.signal("INT");
                install.await();
                tail.awaitOutput("install snail:base64 in slow failed after");
            }
            String all = server.shell("log:query --progress | cat").exits(0).stdout();
            assertThat(all).contains("install snail:base64 in slow: fetch base64", "create in slow took");
            assertThat(server.shell("log:query | cat").exits(0).stdout())
                    .contains("install snail:base64 in slow failed after")
                    .doesNotContain("fetch base64");
        }
    }
}
