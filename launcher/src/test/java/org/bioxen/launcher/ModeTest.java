// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
    void isAServerByName() {
        Mode mode = Mode.of(new String[] {"server"}, false);

        assertThat(mode).isEqualTo(Mode.SERVER);
        assertThat(mode.lasting()).isTrue();
        assertThat(mode.property()).isEqualTo("server");
    }
}
