// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.nio.file.Path;
import java.util.List;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.ProgressListener;
import org.bioxen.shell.curator.Answer;
import org.bioxen.shell.curator.Circumstances;
import org.bioxen.shell.curator.CuratorFailure;
import org.bioxen.shell.curator.CuratorJson;
import org.bioxen.shell.curator.CuratorServices;
import org.bioxen.shell.curator.CuratorText;
import org.bioxen.shell.curator.ProgressLine;
import org.bioxen.shell.curator.Verb;
import org.bioxen.shell.options.DefaultEnvironment;

/** Does one thing with packages, environments or catalogs and tells the terminal, or with {@code --json} another program, what came of it. */
final class CuratorRunner {
    private final CuratorServices services;
    private final Console console;
    private final boolean terminal;

    /**
     * Makes a runner.
     *
     * @param terminal whether a person sees standard error
     */
    CuratorRunner(CuratorServices services, Console console, boolean terminal) {
        this.services = services;
        this.console = console;
        this.terminal = terminal;
    }

    /** Does it and returns the exit code. */
    int run(Verb verb, List<String> words) {
        try {
            return show(terminal ? visibly(verb, words) : verb.run(words, circumstances(event -> {})));
        } catch (CuratorException failed) {
            CuratorFailure failure =
                    CuratorFailure.of(failed, Thread.currentThread().isInterrupted());
            if (verb.asksForJson(words)) {
                console.print(CuratorJson.of(failure));
            } else {
                console.complain(CuratorText.of(failure.text()));
            }
            return failure.exitCode();
        }
    }

    private Answer visibly(Verb verb, List<String> words) {
        try (ProgressLine line = new ProgressLine(console::printError)) {
            return verb.run(words, circumstances(line));
        }
    }

    private Circumstances circumstances(ProgressListener progress) {
        return new Circumstances(services, Path.of("").toAbsolutePath(), DefaultEnvironment.ofProcess(), progress);
    }

    private int show(Answer answer) {
        answer.value().ifPresent(value -> console.print(CuratorText.of(value)));
        answer.complaint().ifPresent(console::complain);
        return answer.complaint().isPresent() ? ExitCode.PLATFORM_ERROR : ExitCode.OK;
    }
}
