// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.bioxen.api.curator.ProgressListener;
import org.bioxen.shell.options.DefaultEnvironment;
import org.bioxen.shell.verb.Circumstances;

/**
 * A session of Gogo, for one command in it. The session variable {@code BIOXEN_ENV} names the environment that is meant where none is
 * named; else that of the process does. For one thread.
 */
final class GogoCircumstances implements Circumstances {
    private final CommandSession session;
    private final Process process;
    private final ProgressListener progress;

    GogoCircumstances(CommandSession session, ProgressListener progress) {
        this.session = session;
        this.process = Process.Utils.current();
        this.progress = progress;
    }

    /** Whether what the command prints goes to the terminal of the session, if there is one. */
    static boolean printsToTerminal() {
        Process process = Process.Utils.current();
        return process == null || process.isTty(1);
    }

    @Override
    public Path directory() {
        return session.currentDir();
    }

    @Override
    public Optional<String> environment() {
        Object named = session.get(DefaultEnvironment.VARIABLE);
        return named == null ? DefaultEnvironment.ofProcess() : Optional.of(String.valueOf(named));
    }

    @Override
    public ProgressListener progress() {
        return progress;
    }

    @Override
    public InputStream in() {
        return process == null ? session.getKeyboard() : process.in();
    }

    @Override
    public PrintStream out() {
        return process == null ? session.getConsole() : process.out();
    }

    @Override
    public PrintStream err() {
        return process == null ? session.getConsole() : process.err();
    }

    @Override
    public PrintStream console() {
        return session.getConsole();
    }

    @Override
    public Optional<Object> variable(String name) {
        return Optional.ofNullable(session.get(name));
    }

    @Override
    public void keep(String name, Object value) {
        session.put(name, value);
    }

    @Override
    public Optional<Object> terminal() {
        boolean redirected = process != null && !(process.isTty(0) && process.isTty(1));
        return redirected ? Optional.empty() : variable(TerminalInterrupts.TERMINAL);
    }

    @Override
    public Interrupts onInterrupt(Runnable answer) {
        return TerminalInterrupts.handle(session, answer);
    }
}
