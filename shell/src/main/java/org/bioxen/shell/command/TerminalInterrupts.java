// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandSession;
import org.bioxen.shell.verb.Circumstances;
import org.jline.terminal.Terminal;

/**
 * What Ctrl-C does while a script runs. Gogo's own answer is to break off the command, of which it then tells as an {@code
 * InterruptedException}; the script's own end says more.
 */
final class TerminalInterrupts {
    /** Where Gogo's shell keeps its terminal; it has one only if a person sits at it. */
    static final String TERMINAL = ".terminal";

    private TerminalInterrupts() {}

    /** Has Ctrl-C do this until the handling is closed. Changes nothing where there is no terminal. */
    static Circumstances.Interrupts handle(CommandSession session, Runnable answer) {
        Object terminal = session.get(TERMINAL);
        return terminal == null ? () -> {} : JLine.handle(terminal, answer);
    }

    /** In a class of its own: without a terminal there is no JLine to link with. */
    private static final class JLine {
        static Circumstances.Interrupts handle(Object terminal, Runnable answer) {
            if (!(terminal instanceof Terminal console)) {
                return () -> {};
            }
            Terminal.SignalHandler before = console.handle(Terminal.Signal.INT, signal -> answer.run());
            return () -> console.handle(Terminal.Signal.INT, before);
        }
    }
}
