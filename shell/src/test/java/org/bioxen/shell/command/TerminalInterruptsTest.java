// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.bioxen.shell.verb.Circumstances;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class TerminalInterruptsTest {
    /** A session in which nothing is but, perhaps, the terminal. */
    private static CommandSession session(Object terminal) {
        return (CommandSession) Proxy.newProxyInstance(
                CommandSession.class.getClassLoader(),
                new Class<?>[] {CommandSession.class},
                (proxy, method, arguments) ->
                        method.getName().equals("get") && arguments[0].equals(".terminal") ? terminal : null);
    }

    @Test
    void ctrlCDoesWhatTheScriptNeedsAndAfterwardsWhatItDidBefore() throws IOException {
        List<String> heard = new ArrayList<>();
        try (Terminal terminal = new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream())) {
            terminal.handle(Terminal.Signal.INT, signal -> heard.add("before"));

            Circumstances.Interrupts handling = TerminalInterrupts.handle(session(terminal), () -> heard.add("script"));
            terminal.raise(Terminal.Signal.INT);
            handling.close();
            terminal.raise(Terminal.Signal.INT);
        }
        assertThat(heard).containsExactly("script", "before");
    }

    @Test
    void withoutATerminalNothingChanges() {
        TerminalInterrupts.handle(session(null), () -> {}).close();
        TerminalInterrupts.handle(session("no terminal"), () -> {}).close();
    }
}
