// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

import java.io.OutputStream;
import org.bioxen.shell.cli.ExitCode;
import org.bioxen.shell.cli.ShellScripts;

/** Runs a client's shell script, with the client's standard streams. */
final class ScriptConversation implements Conversation {
    private final ShellScripts scripts;
    private final ShellScripts.Request request;
    private final ClientInput input;
    private final OutputStream out;
    private final OutputStream err;
    /** Guarded by this: who runs the script; {@code null} before and after. */
    private Thread runner;
    /** Guarded by this. */
    private boolean interrupted;

    ScriptConversation(ShellScripts scripts, ShellScripts.Request request, ClientInput input, Outbox outbox) {
        this.scripts = scripts;
        this.request = request;
        this.input = input;
        this.out = new ClientOutput(outbox, false);
        this.err = new ClientOutput(outbox, true);
    }

    @Override
    public int run() {
        if (!begin()) {
            return ExitCode.INTERRUPTED;
        }
        try {
            return scripts.run(request, input.stream(), out, err);
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        runner = Thread.currentThread();
        return !interrupted;
    }

    private synchronized void end() {
        runner = null;
        // It has done its work.
        Thread.interrupted();
    }

    /** However a user interrupts: the script ends. */
    @Override
    public synchronized void signal(String name) {
        interrupted = true;
        if (runner != null) {
            runner.interrupt();
        }
    }

    @Override
    public void resize(int columns, int rows) {
        // A script has no terminal.
    }

    @Override
    public void hangUp() {
        input.close();
        signal("HUP");
    }
}
