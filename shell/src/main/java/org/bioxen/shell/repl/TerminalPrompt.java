// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.session.AttachException;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.InterruptResult;
import org.bioxen.api.session.SessionNotFoundException;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionPhase;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/**
 * The Lua prompt at a terminal. By turns it reads a line, sends it, and shows the log until the input is worked off. Ctrl-C stops what
 * runs or clears the line, Ctrl-D leaves, also while something runs; what is typed ahead meanwhile is there at the next prompt. While a
 * script waits for standard input, the line is its, and Ctrl-D is the end of it. An observer's prompt reads no lines.
 *
 * <p>Used by one thread.
 */
final class TerminalPrompt {
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int NAMES = 500;

    private final Terminal terminal;
    private final Attachment attachment;
    private final LuaParser parser = new LuaParser();
    private final LineReader reader;
    private final TerminalPage page;
    private final Transcript transcript;
    private final StringBuilder typedAhead = new StringBuilder();
    private volatile boolean interruptAsked;
    private volatile boolean ended;

    /**
     * Makes a prompt.
     *
     * @param history where what is typed is kept; empty: nowhere
     */
    TerminalPrompt(Terminal terminal, Attachment attachment, Optional<Path> history) {
        this.terminal = terminal;
        this.attachment = attachment;
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("bioxen")
                .parser(parser)
                .completer(this::complete)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, ">> ")
                .variable(LineReader.HISTORY_SIZE, PromptHistory.ENTRIES)
                .variable(LineReader.HISTORY_FILE_SIZE, PromptHistory.ENTRIES);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        this.reader = builder.build();
        this.page = new TerminalPage(terminal, reader);
        this.transcript = new Transcript(page, attachment.info().next());
    }

    /** Says something before all else. */
    void greet(String line) {
        terminal.writer().println(line);
        terminal.flush();
    }

    /** Converses until one side ends it. */
    Ending run() {
        // Nothing typed is echoed but by the prompt itself.
        Attributes before = terminal.enterRawMode();
        Terminal.SignalHandler ctrlC = terminal.handle(Terminal.Signal.INT, signal -> interruptAsked = true);
        try {
            return converse();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Ending.INTERRUPTED;
        } catch (UncheckedIOException | IOError gone) {
            // The terminal is; JLine tells of that with an error.
            return Ending.OUTPUT_CLOSED;
        } finally {
            terminal.handle(Terminal.Signal.INT, ctrlC);
            terminal.setAttributes(before);
            terminal.flush();
        }
    }

    private Ending converse() throws InterruptedException {
        while (true) {
            try {
                if (attachment.info().role() == AttachmentRole.OBSERVER) {
                    return watch();
                }
                Optional<SessionPhase> phase = awaitSettled();
                if (phase.isEmpty()) {
                    return Ending.LEFT;
                }
                if (phase.get() == SessionPhase.ENDED) {
                    return Ending.ENDED;
                }
                if (!turn(phase.get())) {
                    // So that it does not count as missed.
                    transcript.show(attachment.readOutput());
                    return Ending.LEFT;
                }
            } catch (AttachException other) {
                // Taken over: this watches from now on.
                if (!attachment.isAttached()) {
                    return Ending.DETACHED;
                }
            } catch (SessionNotFoundException over) {
                transcript.show(attachment.readOutput());
                return Ending.ENDED;
            }
        }
    }

    /** Shows the log until everything sent is worked off; empty if the user leaves before. */
    private Optional<SessionPhase> awaitSettled() throws InterruptedException {
        while (true) {
            SessionOutput output = attachment.readOutput(GLANCE);
            transcript.show(output);
            if (output.phase().isSettled()) {
                return Optional.of(output.phase());
            }
            if (interruptAsked) {
                interrupt();
            }
            if (leavesMeanwhile()) {
                return Optional.empty();
            }
        }
    }

    private void interrupt() {
        interruptAsked = false;
        typedAhead.setLength(0);
        if (attachment.interrupt() == InterruptResult.STOPPING) {
            page.note("the script has been asked to stop and has not done so yet");
        }
    }

    /** Takes what was typed while something runs; says whether that is Ctrl-D. */
    private boolean leavesMeanwhile() {
        try {
            NonBlockingReader keys = terminal.reader();
            // A key that is there comes at once; else this costs a moment, for which nothing is shown.
            for (int key = keys.read(1); key != NonBlockingReader.READ_EXPIRED; key = keys.read(1)) {
                if (key == NonBlockingReader.EOF || key == CTRL_D && typedAhead.isEmpty()) {
                    return true;
                }
                typedAhead.append((char) key);
            }
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    /** Reads a line and sends it; says whether the user stays. */
    private boolean turn(SessionPhase phase) throws InterruptedException {
        boolean standardInput = phase == SessionPhase.WAITING_FOR_INPUT;
        boolean incomplete = phase == SessionPhase.INCOMPLETE;
        parser.chunks(!standardInput && !incomplete);
        reader.variable(LineReader.DISABLE_HISTORY, standardInput);
        interruptAsked = false;
        String line;
        try {
            line = readLine(standardInput ? "" : incomplete ? ">> " : "> ", phase);
        } catch (UserInterruptException ctrlC) {
            if (processEnds()) {
                throw new InterruptedException();
            }
            if (!ended && phase != SessionPhase.READY) {
                attachment.interrupt();
            }
            return true;
        } catch (EndOfFileException ctrlD) {
            if (ctrlD.getCause() != null) {
                // The terminal is gone: nobody meant anything by it.
                return false;
            }
            if (standardInput && !ended) {
                attachment.sendEndOfInput();
            }
            return standardInput || ended;
        }
        if (phase != SessionPhase.READY || !line.isBlank()) {
            transcript.typed(attachment.sendInput(line));
        }
        return true;
    }

    /** Whether the thread was interrupted because the process is to end: JLine reports Ctrl-C and any other interrupt alike. */
    private static boolean processEnds() {
        Thread unused = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(unused);
            Runtime.getRuntime().removeShutdownHook(unused);
            return false;
        } catch (IllegalStateException shuttingDown) {
            return true;
        }
    }

    private String readLine(String prompt, SessionPhase phase) {
        String begun = page.beginEditing();
        if (!typedAhead.isEmpty()) {
            reader.runMacro(typedAhead.toString());
            typedAhead.setLength(0);
        }
        Attachment.Subscription others = attachment.listen(output -> others(output, phase));
        try {
            return reader.readLine(begun + prompt);
        } finally {
            others.close();
            page.endEditing();
        }
    }

    /** Shows what others cause while a line is edited. */
    private void others(SessionOutput output, SessionPhase editedFor) {
        transcript.show(output);
        ended |= output.phase() == SessionPhase.ENDED;
        boolean overtaken = attachment.info().role() != AttachmentRole.CONTROLLER;
        if (ended || overtaken) {
            // Has the one who reads the line come back.
            terminal.raise(Terminal.Signal.INT);
        } else if (output.phase() == SessionPhase.WAITING_FOR_INPUT && editedFor != SessionPhase.WAITING_FOR_INPUT) {
            page.note("a script waits for input: the next line is what it reads");
        }
    }

    /** Shows what comes until Ctrl-C, Ctrl-D or q. */
    private Ending watch() throws InterruptedException {
        page.note("you watch: another client controls the session; Ctrl-D leaves");
        interruptAsked = false;
        Attachment.Subscription log = attachment.listen(this::watched);
        try {
            while (!ended && !interruptAsked) {
                if (!attachment.isAttached()) {
                    return Ending.DETACHED;
                }
                int key = terminal.reader().read(GLANCE.toMillis());
                if (key == NonBlockingReader.EOF || key == CTRL_C || key == CTRL_D || key == 'q') {
                    return Ending.LEFT;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return ended ? Ending.ENDED : Ending.LEFT;
        } catch (IOException gone) {
            return Ending.LEFT;
        } finally {
            log.close();
        }
    }

    private void watched(SessionOutput output) {
        transcript.show(output);
        ended |= output.phase() == SessionPhase.ENDED;
    }

    private void complete(LineReader line, ParsedLine parsed, List<Candidate> candidates) {
        for (String name : attachment.complete(parsed.word(), NAMES)) {
            candidates.add(new Candidate(name, name, null, null, null, null, false));
        }
    }
}
