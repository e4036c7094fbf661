// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.bioxen.shell.options.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandHelpTest {
    private static Optional<String> asked(String line) {
        return CommandHelp.asked(List.of(line.split(" ")));
    }

    private static Optional<String> complaint(String line) {
        return CommandHelp.complaint(List.of(line.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm", "session", "log", "sys", "bundle"})
    void aScopeExplainsItself(String scope) {
        assertThat(asked(scope + " --help"))
                .get()
                .asString()
                .startsWith(scope + ": ")
                .contains("\n  " + scope + ":");
    }

    @Test
    void aVerbExplainsItself() {
        assertThat(asked("vm create -h")).get().asString().startsWith("vm:create [--backend NAME]");
        assertThat(asked("vm create --help lab")).isPresent();
        assertThat(asked("client --help")).get().asString().startsWith("bioxen client");
    }

    @Test
    void theWordsOfAScriptAskForNothing() {
        assertThat(asked("vm exec lab --help")).isEmpty();
        assertThat(asked("vm list")).isEmpty();
        assertThat(asked("vm")).isEmpty();
        assertThat(asked("client -c --help")).isEmpty();
    }

    @Test
    void aMistypedVerbIsAskedBackFor() {
        assertThatThrownBy(() -> asked("vm lst --help"))
                .isInstanceOf(UsageException.class)
                .hasMessage("there is no verb 'lst' of vm; did you mean 'list'?");
        assertThat(complaint("vm lst")).contains("there is no verb 'lst' of vm; did you mean 'list'?");
        assertThat(complaint("vm list")).isEmpty();
        assertThat(complaint("vm")).isEmpty();
        assertThat(complaint("client -c x")).isEmpty();
    }
}
