// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.options.VmOptions;
import org.bioxen.shell.repl.Ending;
import org.bioxen.shell.repl.SessionPrompt;

/** The Lua prompt on a session of its own, which ends with it. */
final class ReplRunner {
    private final SessionManager sessions;
    private final Console console;
    private final SessionPrompt prompt;

    ReplRunner(SessionManager sessions, Console console, SessionPrompt prompt) {
        this.sessions = sessions;
        this.console = console;
        this.prompt = prompt;
    }

    /** Converses to the end and returns the exit code. */
    int run(Arguments arguments) {
        Attachment attachment = sessions.create(spec(arguments));
        try {
            Optional<String> greeting = arguments.has(Option.QUIET)
                    ? Optional.empty()
                    : Optional.of(greeting(attachment.session().info().vm()));
            Ending ending = prompt.onTerminalOfProcess(attachment, greeting)
                    .orElseGet(() -> prompt.onStreamsOfProcess(attachment, console.in(), console.out(), console.err()));
            return exitCode(ending, attachment.session().info());
        } finally {
            end(attachment);
        }
    }

    private static VmSpec spec(Arguments arguments) {
        VmSpec.Builder spec = VmOptions.oneShot(arguments, Path.of(""));
        try {
            arguments.value(Option.VM).ifPresent(spec::id);
            return spec.build();
        } catch (UsageException told) {
            throw told;
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong.getMessage());
        }
    }

    private static String greeting(VmInfo vm) {
        return "Lua " + vm.luaVersion().orElse("?") + " on " + vm.backend().orElse("?")
                + ": Tab completes, Ctrl-C stops what runs, Ctrl-D ends";
    }

    private int exitCode(Ending ending, SessionInfo info) {
        return switch (ending) {
            case LEFT -> ExitCode.OK;
            case LEFT_AFTER_ERRORS -> ExitCode.SCRIPT_ERROR;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
            case OUTPUT_CLOSED -> ExitCode.OUTPUT_CLOSED;
            case DETACHED -> {
                console.complain("somebody else has detached this prompt");
                yield ExitCode.PLATFORM_ERROR;
            }
            // A process has eight bits to say it with. If there is no code, the log has said why.
            case ENDED -> info.exitCode().orElse(ExitCode.PLATFORM_ERROR) & 0xff;
        };
    }

    /** An interrupt, which has done its work by now, must not cut the closing short. */
    private static void end(Attachment attachment) {
        boolean interrupted = Thread.interrupted();
        try {
            attachment.session().terminate();
            attachment.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
