// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, wrong usage, and what the platform cannot do. */
class UsageDistributionIT {
    @Test
    void theVersionIsOneLine() {
        Completed version = bioxen().run("--version").exits(0).complainsNot();

        assertThat(version.stdout()).startsWith("bioxen ").contains("Java").endsWith("\n");
        assertThat(version.stdout().lines()).hasSize(1);
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(bioxen().run("--help").exits(0).complainsNot().stdout()).contains("bioxen exec", "bioxen run");
        assertThat(bioxen().run("help", "exec").exits(0).stdout()).contains("--timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "exec",
                "exec --nosuch 1",
                "exec --timeout",
                "exec --timeout soon 1",
                "exec --memory lots 1",
                "exec --level high 1",
                "run",
                "run --nosuch x.lua",
                "-c"
            })
    void wrongUsageIsOneLineAndExitCodeTwo(String line) {
        bioxen().run(line.split(" ")).exits(2).prints("").complainsInOneLine("bioxen --help");
    }

    @Test
    void commandsOfAServerAreExplainedWithoutOne() {
        for (String scope : new String[] {"vm", "session", "log", "sys", "bundle"}) {
            assertThat(bioxen().run(scope, "--help").exits(0).complainsNot().stdout())
                    .startsWith(scope + ": ");
            bioxen().run(scope, "nosuch")
                    .exits(2)
                    .prints("")
                    .complainsInOneLine("there is no verb 'nosuch' of " + scope);
        }
        assertThat(bioxen().run("vm", "create", "--help")
                        .exits(0)
                        .complainsNot()
                        .stdout())
                .startsWith("vm:create ")
                .contains("\nOutside the shell: bioxen vm create ");
        bioxen().run("vm").exits(2).prints("").complainsInOneLine("VERB", "bioxen vm --help");
        bioxen().run("vm", "lst").exits(2).prints("").complainsInOneLine("did you mean 'list'?");
        bioxen().run("vm", "list").exits(3).prints("").complainsInOneLine("bioxen");
    }

    @Test
    void anUnknownBackendListsThoseThatThereAre() {
        bioxen().run("exec", "--backend", "nosuch", "1")
                .exits(3)
                .prints("")
                .complainsInOneLine("nosuch", "luaj", "process");
    }

    @Test
    void anUnknownInterpreterIsRefused() {
        bioxen().run("exec", "--backend", "process", "--lua", "lua9.9", "1")
                .exits(3)
                .prints("")
                .complainsInOneLine("lua9.9");
    }

    @Test
    void aLevelThatTheBackendDoesNotKeepIsRefusedAndNotPromised() {
        bioxen().run("exec", "--backend", "luaj", "--level", "untrusted", "1")
                .exits(3)
                .prints("")
                .complainsInOneLine("luaj", "untrusted");
    }

    @Test
    void anUntrustedScriptIsContainedOrRefusedWithWhatIsMissing() {
        Completed completed = bioxen().run(
                        "exec",
                        "--backend",
                        "process",
                        "--level",
                        "untrusted",
                        "--timeout",
                        "2s",
                        "--memory",
                        "64m",
                        "return io.open('/etc/passwd'), (os.execute('id')), package.loaded.ffi");

        if (Boxes.areMade()) {
            completed.exits(0).prints("nil\tnil\tnil\n").complainsNot();
        } else {
            completed.exits(3).prints("").complainsInOneLine("untrusted");
        }
    }

    @Test
    void theNetworkIsNotPromisedWhereItIsNotKept() {
        bioxen().run("exec", "--backend", "luaj", "--networked", "1")
                .exits(3)
                .prints("")
                .complainsInOneLine("luaj");
    }

    @Test
    void aRefusalIsAJsonObjectToo() {
        JsonNode json = bioxen().run("exec", "--json", "--backend", "nosuch", "1")
                .exits(3)
                .complainsNot()
                .json();

        assertThat(json.get("outcome").asText()).isEqualTo("NOT_STARTED");
        assertThat(json.get("error").get("message").asText()).contains("nosuch");
        assertThat(json.get("exitCode").asInt()).isEqualTo(3);
    }
}
