// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.bioxen.shell.cli.ExitCode;
import org.bioxen.shell.cli.ShellScripts;
import org.bioxen.shell.output.Display;
import org.bioxen.shell.remote.Frame;
import org.bioxen.shell.terminal.TerminalShell;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs at a client's terminal: a shell, which is the one of the console but leaves the framework alone when it is left, or a script
 * whose commands want the terminal.
 */
final class TerminalConversation implements Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalConversation.class);

    private final ShellScripts scripts;
    private final Path directory;
    private final Optional<String> script;
    private final Map<String, Object> variables;
    private final ClientInput input;
    private final ClientTerminal terminal;
    private final boolean colours;
    private final TerminalShell shell;
    /** Guarded by this: who runs the shell; {@code null} before and after. */
    private Thread runner;
    /** Guarded by this. */
    private boolean interrupted;

    TerminalConversation(
            BundleContext context,
            CommandProcessor gogo,
            ShellScripts scripts,
            Frame.Request request,
            Frame.TerminalInfo client,
            ClientInput input,
            Outbox outbox)
            throws IOException {
        this.scripts = scripts;
        this.directory = Path.of(request.directory());
        this.script = request.script();
        this.input = input;
        this.terminal = new ClientTerminal(client, input, outbox);
        this.variables = new HashMap<>(Map.of("args", request.arguments(), Shell.VAR_TERMINAL, terminal));
        this.colours = client.colours();
        if (!colours) {
            variables.put(TerminalShell.NO_COLOR, "1");
        }
        this.shell = new TerminalShell(context, gogo, terminal, directory, variables);
    }

    @Override
    public int run() {
        if (!begin()) {
            return ExitCode.INTERRUPTED;
        }
        try {
            return script.isPresent() ? script(script.get()) : shell();
        } catch (InterruptedException hungUp) {
            return ExitCode.INTERRUPTED;
        } catch (RuntimeException failed) {
            LOG.warn("The shell of a client failed", failed);
            terminal.writer().println("bioxen: the shell failed, the server's log has the details: " + failed);
            terminal.flush();
            return ExitCode.PLATFORM_ERROR;
        } finally {
            end();
        }
    }

    private int script(String text) {
        terminal.handle(Terminal.Signal.INT, signal -> interrupt());
        return new Display(terminal.getWidth(), colours)
                .during(() -> scripts.run(
                        new ShellScripts.Request(text, directory, variables),
                        terminal.input(),
                        terminal.output(),
                        terminal.output()));
    }

    private int shell() throws InterruptedException {
        shell.run();
        return ExitCode.OK;
    }

    private synchronized boolean begin() {
        runner = Thread.currentThread();
        return !interrupted;
    }

    private void end() {
        synchronized (this) {
            runner = null;
            // It has done its work.
            Thread.interrupted();
        }
        try {
            terminal.close();
        } catch (IOException e) {
            LOG.debug("The terminal of a client does not close", e);
        }
    }

    @Override
    public void signal(String name) {
        Arrays.stream(Terminal.Signal.values())
                .filter(signal -> signal.name().equals(name))
                .findFirst()
                .ifPresent(this::raise);
    }

    private void raise(Terminal.Signal signal) {
        input.flush();
        terminal.raise(signal);
    }

    @Override
    public void resize(int columns, int rows) {
        terminal.setSize(new Size(columns, rows));
        terminal.raise(Terminal.Signal.WINCH);
    }

    /**
     * Ends the reading, then what runs, then the shell. Not as Ctrl-C would: that is a session's to whom the terminal is attached, and
     * what runs there goes on.
     */
    @Override
    public void hangUp() {
        shell.stop();
        input.close();
        interrupt();
    }

    private synchronized void interrupt() {
        interrupted = true;
        if (runner != null) {
            runner.interrupt();
        }
    }
}
