// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.bioxen.api.session.Attachment;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;
import org.slf4j.LoggerFactory;

/** Opens the Lua prompt of an attachment, which stays the caller's to close. Thread-safe. */
public final class SessionPrompt {
    private final Optional<Path> data;

    /**
     * Makes one.
     *
     * @param data where the platform keeps its things; empty: what is typed is not kept
     */
    public SessionPrompt(Optional<Path> data) {
        this.data = data;
    }

    /**
     * Converses by lines with the streams of a shell command, without a terminal: nothing but the answers is shown. Blocks until it ends.
     *
     * @param in what is sent, line by line, in UTF-8
     * @param out where a script's output goes
     * @param err where errors and remarks go
     */
    public Ending onStreams(Attachment attachment, InputStream in, OutputStream out, OutputStream err) {
        return new StreamPrompt(attachment, Lines.direct(in), new StreamPage(out, err)).run();
    }

    /**
     * Converses by lines with the streams of this process, as {@link #onStreams}. An interrupt ends it, and leaves a thread at the input
     * until that ends.
     */
    public Ending onStreamsOfProcess(Attachment attachment, InputStream in, OutputStream out, OutputStream err) {
        return new StreamPrompt(attachment, Lines.ahead(in), new StreamPage(out, err)).run();
    }

    /**
     * Converses at the terminal of a shell. Blocks until it ends.
     *
     * @param terminal as Gogo's shell keeps it; empty if it has none
     * @param greeting what to say first, if anything
     * @return how it ended; empty if that is no terminal of JLine: nothing was done
     */
    public Optional<Ending> onTerminal(Optional<Object> terminal, Attachment attachment, Optional<String> greeting) {
        return terminal.isEmpty() ? Optional.empty() : AtTerminal.run(terminal.get(), attachment, greeting, data);
    }

    /**
     * Converses at the terminal of this process. Blocks until it ends.
     *
     * @param greeting what to say first, if anything
     * @return how it ended; empty if the process has no terminal, or JLine is not there: nothing was done
     */
    public Optional<Ending> onTerminalOfProcess(Attachment attachment, Optional<String> greeting) {
        if (System.console() == null) {
            return Optional.empty();
        }
        try {
            return AtTerminal.ofProcess(attachment, greeting, data);
        } catch (NoClassDefFoundError notInstalled) {
            // The import is optional.
            return Optional.empty();
        }
    }

    /** In a class of its own: without a terminal there is no JLine to link with. */
    private static final class AtTerminal {
        static Optional<Ending> run(
                Object terminal, Attachment attachment, Optional<String> greeting, Optional<Path> data) {
            return terminal instanceof Terminal real
                    ? Optional.of(run(real, attachment, greeting, data))
                    : Optional.empty();
        }

        static Optional<Ending> ofProcess(Attachment attachment, Optional<String> greeting, Optional<Path> data) {
            try {
                return Optional.of(runAndClose(open(), attachment, greeting, data));
            } catch (IOException none) {
                return Optional.empty();
            }
        }

        private static Ending runAndClose(
                Terminal terminal, Attachment attachment, Optional<String> greeting, Optional<Path> data) {
            // JLine takes no signals for a terminal that can do nothing.
            boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
            Object ctrlC = dumb
                    ? Signals.register("INT", () -> terminal.raise(Terminal.Signal.INT), Signals.class.getClassLoader())
                    : null;
            try {
                return run(terminal, attachment, greeting, data);
            } finally {
                if (dumb) {
                    Signals.unregister("INT", ctrlC);
                }
                close(terminal);
            }
        }

        private static Terminal open() throws IOException {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            // JLine looks for the parts that drive a real terminal through that loader.
            thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
            try {
                return TerminalBuilder.builder()
                        .name("bioxen")
                        .system(true)
                        .dumb(false)
                        .build();
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        private static void close(Terminal terminal) {
            try {
                terminal.close();
            } catch (IOException gone) {
                LoggerFactory.getLogger(SessionPrompt.class).debug("The terminal cannot be closed", gone);
            }
        }

        private static Ending run(
                Terminal terminal, Attachment attachment, Optional<String> greeting, Optional<Path> data) {
            TerminalPrompt prompt =
                    new TerminalPrompt(terminal, attachment, data.flatMap(place -> PromptHistory.file(place, "repl")));
            greeting.ifPresent(prompt::greet);
            return prompt.run();
        }
    }
}
