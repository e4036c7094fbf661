// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.OutputListener;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.verb.Call;
import org.bioxen.shell.verb.Circumstances;
import org.bioxen.shell.verb.CommandFailure;

/** Waits for scripts and tells what came of them, as commands do it: Ctrl-C stops a script, whose result comes all the same. */
public final class ScriptRuns {
    private static final Duration A_WHILE = Duration.ofHours(1);

    private ScriptRuns() {}

    /** Brings a script's output to where the command's goes; it breaks off when nobody reads that any more. */
    static OutputListener toOutput(Circumstances where) {
        PrintStream out = where.out();
        PrintStream err = where.err();
        return (stream, bytes) -> {
            PrintStream sink = stream == StandardStream.STDOUT ? out : err;
            print(bytes, sink);
            if (sink.checkError()) {
                throw new CommandFailure("the output of the command is closed");
            }
        };
    }

    /** Brings a script's output to the console of the shell, and nowhere once that is gone. */
    static OutputListener toConsole(Circumstances where) {
        PrintStream console = where.console();
        return (stream, bytes) -> print(bytes, console);
    }

    /** Waits for the result. */
    static ExecutionResult await(Circumstances where, Execution execution) {
        Circumstances.Interrupts ctrlC = where.onInterrupt(execution::interrupt);
        try {
            return await(execution);
        } finally {
            ctrlC.close();
        }
    }

    /** Waits for the results of all. */
    static List<ExecutionResult> await(Circumstances where, List<Execution> executions) {
        Circumstances.Interrupts ctrlC = where.onInterrupt(() -> executions.forEach(Execution::interrupt));
        try {
            return executions.stream().map(ScriptRuns::await).toList();
        } finally {
            ctrlC.close();
        }
    }

    private static ExecutionResult await(Execution execution) {
        while (true) {
            Optional<ExecutionResult> result = await(execution, A_WHILE);
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    /** Waits for the result, but not longer than this; an interrupt of the thread stops the script. */
    static Optional<ExecutionResult> await(Execution execution, Duration most) {
        try {
            return execution.await(most);
        } catch (InterruptedException stop) {
            // Not restored: the script's end tells of it, and Gogo would once more, as an exception.
            execution.interrupt();
            return Optional.of(await(execution));
        }
    }

    /**
     * Leaves the result of a script in the variable {@code result}, and prints it as JSON where that is asked for.
     *
     * @throws ScriptFailure if it did not succeed
     */
    public static void tell(Call<?> call, VmResult ended) {
        ExecutionResult result = ended.result();
        call.circumstances().keep("result", result);
        if (call.has(Option.JSON)) {
            call.circumstances().out().println(VmJson.of(ended));
        }
        if (!result.success()) {
            throw new ScriptFailure(result, !call.has(Option.QUIET));
        }
    }

    /** Prints bytes as they are. */
    public static void print(ByteBuffer bytes, PrintStream out) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        out.write(copy, 0, copy.length);
    }
}
