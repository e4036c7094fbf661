// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.terminal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.bioxen.shell.cli.ShellScripts;
import org.jline.terminal.Terminal;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell at the terminal of this process, as long as somebody offers that as a service. Who leaves it ends the platform. */
@Component(
        service = {},
        immediate = true)
public final class ConsoleShell {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleShell.class);
    /** A command may be what ends this. */
    private static final long FAREWELL_MILLIS = 1000;

    private final BundleContext context;
    private final TerminalShell shell;
    private final Thread thread;

    /** Called by Declarative Services. */
    @Activate
    public ConsoleShell(
            BundleContext context,
            @Reference CommandProcessor gogo,
            @Reference ShellScripts scripts,
            @Reference Terminal terminal) {
        this.context = context;
        scripts.provideForTerminals();
        Map<String, Object> variables = new HashMap<>();
        String noColor = System.getenv(TerminalShell.NO_COLOR);
        if (noColor != null) {
            variables.put(TerminalShell.NO_COLOR, noColor);
        }
        this.shell = new TerminalShell(context, gogo, terminal, Path.of("").toAbsolutePath(), variables);
        this.thread = new Thread(this::run, "bioxen console");
        thread.start();
    }

    @Deactivate
    void stop() throws InterruptedException {
        shell.stop();
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            thread.join(FAREWELL_MILLIS);
        }
    }

    private void run() {
        try {
            if (shell.run()) {
                context.getBundle(0).stop();
            }
        } catch (InterruptedException ended) {
            // By whoever ends this.
        } catch (BundleException | RuntimeException failed) {
            LOG.error("The console failed", failed);
        }
    }
}
