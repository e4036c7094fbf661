// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.ProgressListener;
import org.bioxen.shell.curator.CuratorFailure;
import org.bioxen.shell.curator.CuratorJson;
import org.bioxen.shell.curator.CuratorText;
import org.bioxen.shell.curator.ProgressLine;
import org.bioxen.shell.options.DefaultEnvironment;
import org.bioxen.shell.output.Causes;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Circumstances;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;

/**
 * Does one thing in this process and tells the terminal, or with {@code --json} another program, what came of it.
 *
 * @param <S> the services that it works with
 */
final class VerbRunner<S> {
    private final Scope<S> scope;
    private final S services;
    private final Console console;
    private final boolean terminal;

    /**
     * Makes a runner.
     *
     * @param terminal whether a person sees standard error
     */
    VerbRunner(Scope<S> scope, S services, Console console, boolean terminal) {
        this.scope = scope;
        this.services = services;
        this.console = console;
        this.terminal = terminal;
    }

    /** Does it and returns the exit code. */
    int run(Verb<S> verb, List<String> words) {
        try {
            return show(terminal ? visibly(verb, words) : run(verb, words, event -> {}));
        } catch (CuratorException failed) {
            CuratorFailure failure =
                    CuratorFailure.of(failed, Thread.currentThread().isInterrupted());
            if (verb.asksForJson(words)) {
                console.print(CuratorJson.of(failure));
            } else {
                console.complain(CuratorText.of(failure.text()));
            }
            Causes.wanted(failed).forEach(line -> console.printError(line + "\n"));
            return failure.exitCode();
        }
    }

    private Answer visibly(Verb<S> verb, List<String> words) {
        try (ProgressLine line = new ProgressLine(console::printError)) {
            return run(verb, words, line);
        }
    }

    private Answer run(Verb<S> verb, List<String> words, ProgressListener progress) {
        return scope.run(verb, words, words, services, new OfProcess(console, progress));
    }

    private int show(Answer answer) {
        answer.value().ifPresent(value -> console.print(scope.text().apply(value)));
        answer.complaint().ifPresent(console::complain);
        return answer.complaint().isPresent() ? ExitCode.PLATFORM_ERROR : ExitCode.OK;
    }

    /** The process itself: no shell, no variables, no terminal of one's own. */
    private record OfProcess(Console streams, ProgressListener progress) implements Circumstances {
        @Override
        public Path directory() {
            return Path.of("").toAbsolutePath();
        }

        @Override
        public Optional<String> environment() {
            return DefaultEnvironment.ofProcess();
        }

        @Override
        public InputStream in() {
            return streams.in();
        }

        @Override
        public PrintStream out() {
            return new PrintStream(streams.out(), true, StandardCharsets.UTF_8);
        }

        @Override
        public PrintStream err() {
            return new PrintStream(streams.err(), true, StandardCharsets.UTF_8);
        }

        @Override
        public PrintStream console() {
            return out();
        }

        @Override
        public Optional<Object> variable(String name) {
            return Optional.empty();
        }

        @Override
        public void keep(String name, Object value) {
            // No command follows.
        }

        @Override
        public Optional<Object> terminal() {
            return Optional.empty();
        }

        @Override
        public Interrupts onInterrupt(Runnable answer) {
            // A signal interrupts the thread.
            return () -> {};
        }
    }
}
