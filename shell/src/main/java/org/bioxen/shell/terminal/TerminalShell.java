// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.terminal;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.gogo.jline.Expander;
import org.apache.felix.gogo.jline.Highlighter;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Job;
import org.bioxen.shell.command.InitScript;
import org.bioxen.shell.command.LiveNames;
import org.bioxen.shell.command.VerbCompleter;
import org.bioxen.shell.output.Causes;
import org.bioxen.shell.output.Colour;
import org.bioxen.shell.output.Display;
import org.bioxen.shell.repl.PromptHistory;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shell at a terminal. It reads a line, runs it, shows what the line returned so that it fits the terminal, or in one line why it
 * failed. Ctrl-C breaks off what runs or clears the line, Ctrl-D and {@code exit} leave. It runs in one thread; {@link #stop} is for any.
 */
public final class TerminalShell {
    /** Session variable: with anything in it, nothing is coloured. */
    public static final String NO_COLOR = "NO_COLOR";

    private static final Logger LOG = LoggerFactory.getLogger(TerminalShell.class);

    /** What may hold a secret is not kept: passwords and tokens by name, addresses with a user in them. */
    private static final String NOT_KEPT = "*password*:*passwd*:*secret*:*credential*:*token=*:*set * token *:*//*@*";

    /** JLine's styles of what it offers, without colours. */
    private static final Map<String, String> PLAIN_STYLES = Map.of(
            LineReader.COMPLETION_STYLE_GROUP,
            "fg:default",
            LineReader.COMPLETION_STYLE_DESCRIPTION,
            "fg:default",
            LineReader.COMPLETION_STYLE_STARTING,
            "fg:default",
            "GREP_COLORS",
            "mt=1",
            "LS_COLORS",
            "di=1");

    private final BundleContext context;
    private final CommandProcessor gogo;
    private final Terminal terminal;
    private final Path directory;
    private final Map<String, Object> variables;
    private volatile boolean stopped;
    private volatile boolean left;
    /** The job of the command that stops this, if it was one. */
    private volatile Job stopper;

    /**
     * A shell that has not begun.
     *
     * @param context of this bundle
     * @param directory where it begins
     * @param variables what it begins with
     */
    public TerminalShell(
            BundleContext context,
            CommandProcessor gogo,
            Terminal terminal,
            Path directory,
            Map<String, Object> variables) {
        this.context = context;
        this.gogo = gogo;
        this.terminal = terminal;
        this.directory = directory;
        this.variables = Map.copyOf(variables);
    }

    /**
     * Has it end before the next line; who ends it also interrupts its thread, so that it waits for none. What runs in front is broken
     * off, unless it is what calls this.
     */
    public void stop() {
        stopper = Job.Utils.current();
        stopped = true;
    }

    /** Reads and runs until it is left or stopped; says whether it was left. */
    public boolean run() throws InterruptedException {
        try (CommandSession session = gogo.createSession(terminal.input(), terminal.output(), terminal.output())) {
            session.currentDir(directory);
            prepare(session);
            LineReader reader = reader(session);
            profile(session);
            // Also where the profile is the user's own and knows nothing of it.
            new InitScript(Optional.ofNullable(context.getProperty("bioxen.etc"))
                            .map(Path::of))
                    .run(session, new PrintStream(terminal.output(), true, StandardCharsets.UTF_8));
            converse(session, reader);
        }
        return !stopped;
    }

    private void prepare(CommandSession session) {
        session.put(Shell.VAR_TERMINAL, terminal);
        session.put(Shell.VAR_PROCESSOR, gogo);
        session.put(Shell.VAR_SESSION, session);
        session.put(Shell.VAR_COMPLETIONS, new ConcurrentHashMap<>());
        session.put("#TERM", (Function) (caller, arguments) -> terminal.getType());
        session.put("#COLUMNS", (Function) (caller, arguments) -> terminal.getWidth());
        session.put("#LINES", (Function) (caller, arguments) -> terminal.getHeight());
        session.put(
                "#PWD", (Function) (caller, arguments) -> caller.currentDir().toString());
        Function leave = (caller, arguments) -> {
            left = true;
            return null;
        };
        session.put("exit", leave);
        session.put("quit", leave);
        session.put("prompt", "bioxen> ");
        session.put(LineReader.SECONDARY_PROMPT_PATTERN, "%M%P > ");
        session.put(LineReader.HISTORY_IGNORE, NOT_KEPT);
        session.put(LineReader.HISTORY_SIZE, PromptHistory.ENTRIES);
        session.put(LineReader.HISTORY_FILE_SIZE, PromptHistory.ENTRIES);
        Optional.ofNullable(context.getProperty("bioxen.data"))
                .flatMap(data -> PromptHistory.file(Path.of(data), "shell"))
                .ifPresent(file -> session.put(LineReader.HISTORY_FILE, file));
        variables.forEach(session::put);
        if (!colours(session)) {
            PLAIN_STYLES.forEach(session::put);
        }
    }

    private LineReader reader(CommandSession session) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("bioxen")
                .variables(((CommandSessionImpl) session).getVariables())
                .completer(new VerbCompleter(session, new LiveNames(context)))
                .parser(new LineParser())
                .expander(new Expander(session))
                // Lua has its exclamation marks, too.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        if (colours(session)) {
            builder.highlighter(new Highlighter(session));
        } else {
            builder.option(LineReader.Option.DISABLE_HIGHLIGHTER, true);
        }
        LineReader reader = builder.build();
        session.put(Shell.VAR_READER, reader);
        return reader;
    }

    /** What the installation has every shell do first. */
    private void profile(CommandSession session) {
        String home = context.getProperty("gosh.home");
        Path profile = Path.of(home == null ? "" : home, "etc", "gosh_profile");
        if (!Files.isReadable(profile)) {
            return;
        }
        session.put("0", profile.toUri());
        try {
            session.execute(Files.readString(profile));
        } catch (Exception failed) {
            fail(session, new IllegalStateException(profile + ": " + Causes.text(failed), failed));
        } finally {
            session.put("0", null);
        }
    }

    private void converse(CommandSession session, LineReader reader) throws InterruptedException {
        session.setJobListener((job, before, now) -> tell(job, before, now));
        Terminal.SignalHandler breakOff = signal -> {
            Job job = session.foregroundJob();
            if (job != null) {
                job.interrupt();
            }
        };
        Terminal.SignalHandler ctrlC = terminal.handle(Terminal.Signal.INT, breakOff);
        Terminal.SignalHandler ctrlZ = terminal.handle(Terminal.Signal.TSTP, signal -> {
            Job job = session.foregroundJob();
            if (job != null) {
                job.suspend();
            }
        });
        try {
            while (!stopped && !left) {
                try {
                    freshLine();
                    String line = reader.readLine(
                            Shell.getPrompt(session), Shell.getRPrompt(session), (Character) null, null);
                    // The reader puts back what it found, which may be of a job that is no longer in front.
                    terminal.handle(Terminal.Signal.INT, breakOff);
                    perform(session, line);
                } catch (UserInterruptException cleared) {
                    // The next line, unless this is to end.
                }
            }
        } catch (EndOfFileException | IOError gone) {
            // Ctrl-D, or the terminal is gone, of which JLine tells with an error.
        } finally {
            terminal.handle(Terminal.Signal.INT, ctrlC);
            terminal.handle(Terminal.Signal.TSTP, ctrlZ);
            keep(reader);
        }
    }

    /** Begins a line, whatever was written before: spaces that do not fit behind that go to the next one. */
    private void freshLine() {
        if (!isDumb()) {
            terminal.writer().print(" ".repeat(Math.max(0, terminal.getWidth())) + "\r");
        }
    }

    private boolean isDumb() {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    private static void keep(LineReader reader) {
        try {
            reader.getHistory().save();
        } catch (IOException failed) {
            LOG.warn("What was typed is not kept: {}", failed.toString());
        }
    }

    private void perform(CommandSession session, String line) throws InterruptedException {
        // Of an interrupt that came too late for the line before, this one knows nothing.
        if (Thread.interrupted() && stopped) {
            throw new InterruptedException();
        }
        try {
            Object result = session.execute(line);
            session.put(Shell.VAR_RESULT, result);
            show(session, result);
        } catch (InterruptedException interrupted) {
            breakOff(session);
            fail(session, interrupted);
        } catch (Exception failed) {
            fail(session, failed);
        }
        awaitForeground(session);
    }

    private void show(CommandSession session, Object result) throws Exception {
        if (result == null || Boolean.FALSE.equals(session.get(".Gogo.format"))) {
            return;
        }
        CharSequence text = display(session).during(() -> session.format(result, Converter.INSPECT));
        terminal.writer().println(text);
        terminal.flush();
    }

    private void fail(CommandSession session, Exception failure) {
        session.put(Shell.VAR_EXCEPTION, failure);
        freshLine();
        terminal.writer().println(display(session).paint(Colour.ERROR, Causes.text(failure)));
        terminal.flush();
    }

    private Display display(CommandSession session) {
        return new Display(terminal.getWidth(), colours(session));
    }

    private boolean colours(CommandSession session) {
        Object no = session.get(NO_COLOR);
        return !isDumb() && Display.coloursWelcome(no == null ? "" : no.toString(), terminal.getType());
    }

    /** What happens to a job that is not in front. */
    private void tell(Job job, Job.Status before, Job.Status now) {
        boolean behind = before == Job.Status.Background || before == Job.Status.Suspended;
        if (behind || now == Job.Status.Background || now == Job.Status.Suspended) {
            terminal.writer()
                    .println("[" + job.id() + "] " + now.name().toLowerCase(Locale.ROOT) + "  " + job.command());
            terminal.flush();
        }
    }

    private void awaitForeground(CommandSession session) throws InterruptedException {
        for (Job job = session.foregroundJob(); job != null; job = session.foregroundJob()) {
            try {
                synchronized (job) {
                    if (job.status() == Job.Status.Foreground) {
                        job.wait();
                    }
                }
            } catch (InterruptedException interrupted) {
                breakOff(session);
            }
        }
    }

    /** An interrupt of this thread is for what runs in front; only once this is stopped, it ends the shell. */
    private void breakOff(CommandSession session) throws InterruptedException {
        Job job = session.foregroundJob();
        if (job != null && job == stopper) {
            return;
        }
        if (job != null) {
            job.interrupt();
        }
        if (stopped) {
            throw new InterruptedException();
        }
    }
}
