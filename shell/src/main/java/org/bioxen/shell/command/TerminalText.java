// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Terminal;

/** What is drawn at the terminal of a session at once, wherever the output of its commands goes, and however that is buffered. */
final class TerminalText {
    private TerminalText() {}

    /** Takes text with control characters; empty if no person sits there. */
    static Optional<Consumer<String>> of(CommandSession session) {
        Object terminal = session.get(TerminalInterrupts.TERMINAL);
        return terminal == null ? Optional.empty() : JLine.text(terminal);
    }

    /** In a class of its own: without a terminal there is no JLine to link with. */
    private static final class JLine {
        static Optional<Consumer<String>> text(Object terminal) {
            if (!(terminal instanceof Terminal console)) {
                return Optional.empty();
            }
            return Optional.of(text -> {
                console.writer().print(text);
                console.writer().flush();
            });
        }
    }
}
