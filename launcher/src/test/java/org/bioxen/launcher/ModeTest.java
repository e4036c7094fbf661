// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModeTest {
    @Test
    void isTheShellWithoutArgumentsOrByName() {
        assertThat(Mode.of(new String[0], false)).isEqualTo(Mode.SHELL);
        assertThat(Mode.of(new String[] {"shell"}, false)).isEqualTo(Mode.SHELL);
    }

    @Test
    void isAScriptOfTheShellWithC() {
        assertThat(Mode.of(new String[] {"-c", "vm:list"}, false)).isEqualTo(Mode.SCRIPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup.gosh", "dir/setup.gosh", "./setup", "/usr/local/bin/setup"})
    void isAScriptOfTheShellWithAFileOfIt(String file) {
        assertThat(Mode.of(new String[] {file, "exec"}, false)).isEqualTo(Mode.SCRIPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup.lua", "./setup.lua", "setup"})
    void isNoScriptOfTheShellWithAnythingElse(String word) {
        assertThat(Mode.of(new String[] {word}, false)).isEqualTo(Mode.COMMAND);
    }

    @Test
    void isAPromptWithRepl() {
        assertThat(Mode.of(new String[] {"repl", "--quiet"}, false)).isEqualTo(Mode.PROMPT);
    }

    @Test
    void isOneCommandOtherwise() {
        assertThat(Mode.of(new String[] {"exec", "return 1"}, false)).isEqualTo(Mode.COMMAND);
        assertThat(Mode.of(new String[] {"--help"}, false)).isEqualTo(Mode.COMMAND);
    }

    @Test
    void startsMoreForOneCommandInACustomisedInstallation() {
        assertThat(Mode.of(new String[] {"exec", "return 1"}, true)).isEqualTo(Mode.CUSTOMISED_COMMAND);
    }

    @Test
    void watchesTheConfigurationsForTheCommandOnThem() {
        assertThat(Mode.of(new String[] {"config", "list"}, false)).isEqualTo(Mode.CUSTOMISED_COMMAND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c vm:list",
                "server",
                "shell",
                "pkg list",
                "env list",
                "repo list",
                "config list",
                "exec --env bio 1",
                "run --env=bio x.lua",
                "repl --env bio"
            })
    void needsPackagesWhereTheyMayBeAskedFor(String line) {
        assertThat(packages(line, "")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec 1", "run x.lua pkg", "repl", "--version", "help pkg"})
    void needsNoPackagesOtherwise(String line) {
        assertThat(packages(line, "")).isFalse();
    }

    @Test
    void needsPackagesForScriptsWhereAnEnvironmentIsMeantWithoutBeingNamed() {
        assertThat(packages("run x.lua", "bio")).isTrue();
        assertThat(packages("--version", "bio")).isFalse();
    }

    private static boolean packages(String line, String environment) {
        String[] arguments = line.split(" ");
        return Mode.of(arguments, false).packages(arguments, environment);
    }

    @Test
    void isAServerByName() {
        Mode mode = Mode.of(new String[] {"server"}, false);

        assertThat(mode).isEqualTo(Mode.SERVER);
        assertThat(mode.lasting()).isTrue();
        assertThat(mode.property()).isEqualTo("server");
    }
}
