// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.bioxen.api.vm.LuaExecutionException;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.shell.cli.ExitCode;
import org.bioxen.shell.cli.ShellScripts;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Causes;
import org.bioxen.shell.verb.CommandFailure;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Runs shell scripts in Gogo, without a terminal. */
@Component(immediate = true)
public final class GogoScripts implements ShellScripts {
    private final CommandProcessor gogo;
    private final GogoBuiltins builtins;
    private final InitScript init;

    /** Called by Declarative Services. */
    @Activate
    public GogoScripts(BundleContext context, @Reference CommandProcessor gogo) {
        this.gogo = gogo;
        this.builtins = new GogoBuiltins(context, gogo);
        this.init = new InitScript(
                Optional.ofNullable(context.getProperty("bioxen.etc")).map(Path::of));
    }

    @Deactivate
    void stop() {
        builtins.withdraw();
    }

    @Override
    public void provideForTerminals() {
        builtins.provide();
        builtins.provideForTerminals();
    }

    @Override
    public int run(Request script, InputStream in, OutputStream out, OutputStream err) {
        PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
        builtins.provide();
        CommandSession session = gogo.createSession(in, printer, complaints);
        // As in the interactive shell: whose command a name without a scope is.
        session.put("SCOPE", "bioxen:gogo:vm:bundle:felix:*");
        session.currentDir(script.directory());
        script.variables().forEach(session::put);
        try {
            init.run(session, complaints);
            Object result = session.execute(script.text());
            if (result != null) {
                printer.println(session.format(result, Converter.INSPECT));
            }
            return printer.checkError() ? ExitCode.OUTPUT_CLOSED : ExitCode.OK;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (Exception failed) {
            if (printer.checkError()) {
                return ExitCode.OUTPUT_CLOSED;
            }
            complaints.println("bioxen: " + Causes.text(failed));
            Causes.wanted(failed).forEach(complaints::println);
            return exitCode(failed);
        } finally {
            session.close();
        }
    }

    /** What a failed script would give as a process of its own; a failed command is the platform's failure or, else, the script's. */
    private static int exitCode(Exception failed) {
        if (failed instanceof LuaExecutionException script) {
            return ExitCode.of(script.result());
        }
        if (failed instanceof UsageException) {
            return ExitCode.USAGE;
        }
        if (failed instanceof CommandFailure command) {
            return command.exitCode();
        }
        return failed instanceof LuaVmException ? ExitCode.PLATFORM_ERROR : ExitCode.SCRIPT_ERROR;
    }
}
