// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.bioxen.shell.options.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientArgumentsTest {
    private static ClientArguments at(boolean terminal, String input, String... words) throws IOException {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return ClientArguments.of(words, terminal, in);
    }

    @Test
    void withoutWordsItIsAShellAtTheTerminal() throws IOException {
        ClientArguments shell = at(true, "", "client");

        assertThat(shell.script()).isEmpty();
        assertThat(shell.terminal()).isTrue();
    }

    @Test
    void withoutATerminalTheInputIsTheScript() throws IOException {
        ClientArguments script = at(false, "vm:list\nvm:backends\n", "client");

        assertThat(script.script()).contains("vm:list\nvm:backends\n");
        assertThat(script.terminal()).isFalse();
    }

    @Test
    void withCItIsAScriptThatHasNoTerminal() throws IOException {
        assertThat(at(true, "", "client", "-c", "vm:list").script()).contains("vm:list");
        assertThat(at(true, "", "client", "-c", "vm:list").terminal()).isFalse();
    }

    @Test
    void aVerbIsACommandOfItsScopeAndTheRestItsArguments() throws IOException {
        ClientArguments command = at(true, "", "vm", "exec", "lab", "return 'a b' -- $x");

        assertThat(command.script()).contains("vm:exec $args");
        assertThat(command.arguments()).containsExactly("lab", "return 'a b' -- $x");
        assertThat(command.terminal()).isFalse();
    }

    @Test
    void aVerbOfASessionHasTheTerminal() throws IOException {
        assertThat(at(true, "", "session", "attach", "lab").terminal()).isTrue();
        assertThat(at(false, "", "session", "attach", "lab").terminal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"vm", "vm -x", "vm list;stop", "vm $x", "vm LIST", "client list", "client -c", "client -c a b"})
    void wrongWordsAreWrongUsage(String words) {
        assertThatThrownBy(() -> at(true, "", words.split(" "))).isInstanceOf(UsageException.class);
    }

    @Test
    void aScriptThatNoFrameHoldsIsRefused() {
        assertThatThrownBy(() -> at(false, " ".repeat(1 << 20), "client"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("at most");
    }
}
