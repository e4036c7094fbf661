// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.ProgressListener;
import org.bioxen.shell.curator.Answer;
import org.bioxen.shell.curator.Circumstances;
import org.bioxen.shell.curator.CuratorFailure;
import org.bioxen.shell.curator.CuratorServices;
import org.bioxen.shell.curator.CuratorText;
import org.bioxen.shell.curator.ProgressLine;
import org.bioxen.shell.curator.Verb;
import org.bioxen.shell.curator.Verbs;
import org.bioxen.shell.options.DefaultEnvironment;

/**
 * The verbs of one scope as commands: a person at a terminal sees how far they are, and Ctrl-C ends them. The session variable {@code
 * BIOXEN_ENV} names the environment that is meant where none is named; else that of the process does. Thread-safe.
 */
final class GogoVerbs {
    private final String scope;
    private final CuratorServices services;

    GogoVerbs(String scope, CuratorServices services) {
        this.scope = scope;
        this.services = services;
    }

    /** Runs a verb. What it has found is returned; {@code null}, which Gogo prints nothing for, where it has nothing to show. */
    Object run(String name, CommandSession session, String... arguments) {
        Verb verb = Verbs.get(scope, name);
        List<String> words = GogoWords.texts(arguments);
        Answer answer = TerminalText.of(session)
                .map(terminal -> atTerminal(session, terminal, verb, words))
                .orElseGet(() -> attempt(() -> verb.run(words, circumstances(session, event -> {}))));
        if (answer.complaint().isPresent()) {
            // An exception has no room for a table.
            answer.value().ifPresent(value -> ScriptRuns.out(session).println(CuratorText.of(value)));
            throw new CommandFailure(answer.complaint().get());
        }
        return answer.value().orElse(null);
    }

    private Answer atTerminal(CommandSession session, Consumer<String> terminal, Verb verb, List<String> words) {
        Thread runner = Thread.currentThread();
        TerminalInterrupts.Handling ctrlC = TerminalInterrupts.handle(session, runner::interrupt);
        try (ProgressLine line = new ProgressLine(terminal)) {
            return attempt(() -> verb.run(words, circumstances(session, line)));
        } finally {
            ctrlC.end();
        }
    }

    private Circumstances circumstances(CommandSession session, ProgressListener progress) {
        Object named = session.get(DefaultEnvironment.VARIABLE);
        return new Circumstances(
                services,
                session.currentDir(),
                named == null ? DefaultEnvironment.ofProcess() : Optional.of(String.valueOf(named)),
                progress);
    }

    private static Answer attempt(Supplier<Answer> call) {
        try {
            return call.get();
        } catch (CuratorException failed) {
            // Taken back: the failure tells of it, and Gogo would once more, as an exception.
            CuratorFailure failure = CuratorFailure.of(failed, Thread.interrupted());
            throw new CommandFailure(CuratorText.of(failure.text()), failed, failure.exitCode());
        }
    }
}
