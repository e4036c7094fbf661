// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
    private final CommandSession session = new CommandProcessorImpl(null)
            .createSession(InputStream.nullInputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream());

    @Test
    void textIsAtTheTerminalAtOnce() throws IOException {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (Terminal terminal = new DumbTerminal(
                "test", "dumb", new ByteArrayInputStream(new byte[0]), screen, StandardCharsets.UTF_8)) {
            session.put(".terminal", terminal);

            TerminalText.of(session).orElseThrow().accept("fetching…");

            assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo("fetching…");
        }
    }

    @Test
    void withoutATerminalThereIsNowhereToDraw() {
        assertThat(TerminalText.of(session)).isEmpty();
    }
}
