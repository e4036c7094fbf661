// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Vm;
import org.bioxen.shell.verb.CommandFailure;

/** Runs a script for a command: its output goes where the command's goes, and Ctrl-C stops it. */
final class ScriptRuns {
    private static final Duration A_WHILE = Duration.ofHours(1);

    private ScriptRuns() {}

    /** Runs it to its end; the result is left in the session variable {@code result}. */
    static void inForeground(CommandSession session, Vm vm, Script script, ExecutionOptions.Builder options) {
        PrintStream out = out(session);
        PrintStream err = err(session);
        options.outputListener((stream, bytes) -> copy(bytes, stream == StandardStream.STDOUT ? out : err));
        ExecutionResult result = await(session, vm.submit(script, options.build()));
        session.put("result", result);
        if (result.stateAfter() == StateAfter.RESET) {
            err.println("note: the VM's state was reset, what it held before is gone");
        } else if (result.stateAfter() == StateAfter.LOST && result.outcome() != Outcome.NOT_STARTED) {
            err.println("note: the VM's state is lost");
        }
        if (!result.success()) {
            throw new ScriptFailure(result);
        }
    }

    /** Lets it run while the shell goes on; what it writes appears on the session's console, and nowhere once that is gone. */
    static Execution inBackground(CommandSession session, Vm vm, Script script) {
        PrintStream console = session.getConsole();
        return vm.submit(
                script,
                ExecutionOptions.builder()
                        .expressionFirst(true)
                        .outputListener((stream, bytes) -> show(bytes, console))
                        .build());
    }

    /** Waits for the result; Ctrl-C stops the script, whose result comes all the same. */
    static ExecutionResult await(CommandSession session, Execution execution) {
        TerminalInterrupts.Handling ctrlC = TerminalInterrupts.handle(session, execution::interrupt);
        try {
            return await(execution);
        } finally {
            ctrlC.end();
        }
    }

    /** Waits for the result; an interrupt of the thread stops the script. */
    static ExecutionResult await(Execution execution) {
        while (true) {
            try {
                Optional<ExecutionResult> result = execution.await(A_WHILE);
                if (result.isPresent()) {
                    return result.get();
                }
            } catch (InterruptedException stop) {
                // Not restored: the script's end tells of it, and Gogo would once more, as an exception.
                execution.interrupt();
            }
        }
    }

    static PrintStream out(CommandSession session) {
        Process process = Process.Utils.current();
        return process == null ? session.getConsole() : process.out();
    }

    static PrintStream err(CommandSession session) {
        Process process = Process.Utils.current();
        return process == null ? session.getConsole() : process.err();
    }

    private static void copy(ByteBuffer bytes, PrintStream out) {
        show(bytes, out);
        if (out.checkError()) {
            throw new CommandFailure("the output of the command is closed");
        }
    }

    private static void show(ByteBuffer bytes, PrintStream out) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        out.write(copy, 0, copy.length);
    }
}
