// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.VmOptions;
import org.bioxen.shell.output.JsonResult;

/** Runs one script in a VM of its own and tells the terminal, or with {@code --json} another program, what came of it. */
final class ScriptRunner {
    /** Bytes of output that a JSON object holds at most: 64 MiB. */
    private static final int JSON_OUTPUT = 64 << 20;

    private final VmManager manager;
    private final Console console;

    ScriptRunner(VmManager manager, Console console) {
        this.manager = manager;
        this.console = console;
    }

    /** Runs the script and returns the exit code. */
    int run(Arguments arguments, Script script, InputStream in, boolean echo, boolean expressionFirst) {
        VmSpec spec = VmOptions.oneShot(arguments, Path.of("")).build();
        boolean json = arguments.has(Option.JSON);
        ExecutionOptions.Builder options = ExecutionOptions.builder()
                .echo(echo)
                .expressionFirst(expressionFirst)
                .standardInput(in);
        if (json) {
            options.retainedOutput((int) Math.min(spec.limits().outputBytes().orElse(JSON_OUTPUT), JSON_OUTPUT));
        } else {
            options.retainedOutput(0).outputListener(console);
        }
        try {
            Vm vm = manager.create(spec);
            try {
                ExecutionResult result = vm.execute(script, options.build());
                return json ? printJson(result, vm) : report(result, arguments.has(Option.QUIET));
            } finally {
                close(vm);
            }
        } catch (LuaVmException refused) {
            return refused(refused, spec, json);
        }
    }

    private int report(ExecutionResult result, boolean quiet) {
        if (console.outputClosed()) {
            return ExitCode.OUTPUT_CLOSED;
        }
        if (result.error().isPresent()) {
            LuaError error = result.error().get();
            console.complain(error.message());
            if (!quiet) {
                console.printError(error.tracebackText());
            }
        }
        return ExitCode.of(result);
    }

    private int printJson(ExecutionResult result, Vm vm) {
        int code = ExitCode.of(result);
        console.print(JsonResult.of(result, code, vm.info().backend(), Optional.of(vm.id())));
        return code;
    }

    private int refused(LuaVmException refused, VmSpec spec, boolean json) {
        int code = Thread.currentThread().isInterrupted() ? ExitCode.INTERRUPTED : ExitCode.PLATFORM_ERROR;
        String message = refused.getMessage();
        if (json) {
            ExecutionResult result = ExecutionResult.builder(Outcome.NOT_STARTED)
                    .error(LuaError.of(message))
                    .stateAfter(StateAfter.LOST)
                    .build();
            console.print(JsonResult.of(result, code, spec.backend(), Optional.empty()));
        } else {
            console.complain(message);
        }
        return code;
    }

    /** An interrupt, which has done its work by now, must not cut the closing short. */
    private static void close(Vm vm) {
        boolean interrupted = Thread.interrupted();
        try {
            vm.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
