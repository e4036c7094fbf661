// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;
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

    /**
     * Has Ctrl-C do this until the handling is closed. Changes nothing where there is no terminal, and nothing for a job that is not in
     * front: Ctrl-C is for the one that is.
     */
    static Circumstances.Interrupts handle(CommandSession session, Runnable answer) {
        Object terminal = session.get(TERMINAL);
        return terminal == null || isBehind(Process.Utils.current()) ? () -> {} : JLine.handle(terminal, answer);
    }

    /** Whether this runs in a job that is not in front, or within one. */
    private static boolean isBehind(Process process) {
        for (Job job = process == null ? null : process.job(); job != null; job = job.parent()) {
            if (job.status() != Job.Status.Foreground) {
                return true;
            }
        }
        return false;
    }

    /** In a class of its own: without a terminal there is no JLine to link with. */
    private static final class JLine {
        static Circumstances.Interrupts handle(Object terminal, Runnable answer) {
            return terminal instanceof Terminal console ? Handling.begin(console, answer) : () -> {};
        }
    }

    /**
     * A terminal has one handler, and whoever sets one may put back an older one at any time. So what is closed is not called any more, but
     * what was there before it, and closing it touches nobody else's handler.
     */
    private static final class Handling implements Terminal.SignalHandler, Circumstances.Interrupts {
        /** For setting a handler in more than one step. */
        private static final Object LOCK = new Object();

        private final Terminal terminal;
        private final Runnable answer;
        private Terminal.SignalHandler before = Terminal.SignalHandler.SIG_IGN;
        private volatile boolean closed;

        private Handling(Terminal terminal, Runnable answer) {
            this.terminal = terminal;
            this.answer = answer;
        }

        static Handling begin(Terminal terminal, Runnable answer) {
            Handling handling = new Handling(terminal, answer);
            synchronized (LOCK) {
                handling.before = terminal.handle(Terminal.Signal.INT, handling);
            }
            return handling;
        }

        @Override
        public void handle(Terminal.Signal signal) {
            if (!closed) {
                answer.run();
                return;
            }
            Terminal.SignalHandler open = open();
            if (open != SIG_DFL && open != SIG_IGN) {
                open.handle(signal);
            }
        }

        @Override
        public void close() {
            synchronized (LOCK) {
                closed = true;
                Terminal.SignalHandler now = terminal.handle(Terminal.Signal.INT, open());
                if (now != this) {
                    terminal.handle(Terminal.Signal.INT, now);
                }
            }
        }

        /** This one, or the nearest before it that is not closed. */
        private Terminal.SignalHandler open() {
            synchronized (LOCK) {
                Terminal.SignalHandler handler = this;
                while (handler instanceof Handling handling && handling.closed) {
                    handler = handling.before;
                }
                return handler;
            }
        }
    }
}
