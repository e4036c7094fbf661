// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.bioxen.api.session.AttachOptions;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.HistoryEntry;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.InteractiveSession;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionSpec;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.options.VmOptions;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.repl.Ending;
import org.bioxen.shell.repl.SessionPrompt;
import org.bioxen.shell.verb.CommandFailure;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands of the scope {@code session}. Thread-safe: what they work on is.
 *
 * <p>Only a prompt stays attached. The other commands attach for a moment where they must control the session, so that they are refused
 * while somebody else does; what none of them has shown, the next prompt shows.
 */
@Component(
        service = SessionCommands.class,
        // Gogo gets and ungets the service around each call; a delayed component would be made anew each time.
        immediate = true,
        property = {
            CommandProcessor.COMMAND_SCOPE + "=session",
            CommandProcessor.COMMAND_FUNCTION + "=create",
            CommandProcessor.COMMAND_FUNCTION + "=list",
            CommandProcessor.COMMAND_FUNCTION + "=info",
            CommandProcessor.COMMAND_FUNCTION + "=attach",
            CommandProcessor.COMMAND_FUNCTION + "=detach",
            CommandProcessor.COMMAND_FUNCTION + "=send",
            CommandProcessor.COMMAND_FUNCTION + "=read",
            CommandProcessor.COMMAND_FUNCTION + "=eval",
            CommandProcessor.COMMAND_FUNCTION + "=interrupt",
            CommandProcessor.COMMAND_FUNCTION + "=history",
            CommandProcessor.COMMAND_FUNCTION + "=kill"
        })
public final class SessionCommands {
    private static final Set<Option> CREATE_OPTIONS = createOptions();
    private static final Set<Option> ATTACH_OPTIONS = EnumSet.of(Option.OBSERVE, Option.TAKE_OVER, Option.FROM);
    private static final Duration A_WHILE = Duration.ofHours(1);

    private final SessionManager manager;
    private final SessionPrompt prompt;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public SessionCommands(BundleContext context, @Reference SessionManager manager, @Reference CommandProcessor gogo) {
        this(manager, Optional.ofNullable(context.getProperty("bioxen.data")).map(Path::of));
    }

    SessionCommands(SessionManager manager, Optional<Path> data) {
        this.manager = manager;
        this.prompt = new SessionPrompt(data);
    }

    private static Set<Option> createOptions() {
        Set<Option> options = EnumSet.range(Option.BACKEND, Option.LABEL);
        options.addAll(EnumSet.of(Option.LOG, Option.HISTORY, Option.ATTACH));
        return options;
    }

    /** Makes a session. */
    @Descriptor("makes a session: a VM with a conversation that one can leave and come back to")
    public SessionInfo create(
            CommandSession shell,
            @Descriptor("[options of vm:create] [--log SIZE] [--history COUNT] [--attach] [ID]: how much output and how"
                            + " many inputs it retains, by default 1m and 1000; --attach opens its prompt at once")
                    String... arguments) {
        Arguments given = Arguments.mixed(CREATE_OPTIONS, GogoWords.texts(arguments));
        if (given.operands().size() > 1) {
            throw new UsageException("session:create takes one ID, but was given " + given.operands());
        }
        SessionSpec spec = spec(given, shell.currentDir());
        Attachment attachment = CommandFailure.attempt(() -> manager.create(spec));
        try {
            if (given.has(Option.ATTACH)) {
                converse(shell, attachment);
            }
        } finally {
            attachment.close();
        }
        return attachment.session().info();
    }

    private static SessionSpec spec(Arguments given, Path directory) {
        VmSpec.Builder vm = VmOptions.lasting(given, directory);
        try {
            given.operands().forEach(vm::id);
            SessionSpec.Builder spec = SessionSpec.builder(vm.build());
            Optional<String> log = given.value(Option.LOG);
            if (log.isPresent()) {
                spec.logBytes((int) Math.min(Quantities.size(Option.LOG, log.get()), Integer.MAX_VALUE));
            }
            Optional<String> history = given.value(Option.HISTORY);
            if (history.isPresent()) {
                spec.historyEntries(history.get().equals("0") ? 0 : Quantities.count("--history", history.get()));
            }
            return spec.build();
        } catch (UsageException told) {
            throw told;
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong.getMessage());
        }
    }

    /** Lists the living sessions. */
    @Descriptor("lists the living sessions")
    public List<SessionInfo> list() {
        return new Listing<>(SessionInfo.class, manager.list());
    }

    /** Shows one session. */
    @Descriptor("shows a session, and who is attached")
    public SessionInfo info(@Descriptor("ID of the session") String... arguments) {
        return session("session:info", GogoWords.texts(arguments)).info();
    }

    /** Opens the prompt of a session. */
    @Descriptor(
            "opens the Lua prompt of a session and shows what was missed; Ctrl-D leaves it, and the session goes on")
    public void attach(
            CommandSession shell,
            @Descriptor("[--observe] [--take-over] [--from WHERE] ID: to watch only; to take the control from another"
                            + " client; where to begin: left-off (default), oldest, now, or a sequence number")
                    String... arguments) {
        Arguments given = Arguments.mixed(ATTACH_OPTIONS, GogoWords.texts(arguments));
        String id = GogoWords.id("session:attach", "session", given.operands());
        AttachmentRole role = given.has(Option.OBSERVE) ? AttachmentRole.OBSERVER : AttachmentRole.CONTROLLER;
        AttachOptions options = from(
                        given,
                        AttachOptions.builder(role)
                                .takeOver(given.has(Option.TAKE_OVER))
                                .label("prompt"))
                .build();
        try (Attachment attachment = CommandFailure.attempt(() -> manager.attach(id, options))) {
            converse(shell, attachment);
        }
    }

    private static AttachOptions.Builder from(Arguments given, AttachOptions.Builder options) {
        String where = given.value(Option.FROM).orElse("left-off");
        return switch (where) {
            case "left-off" -> options.fromLeftOff();
            case "oldest" -> options.fromOldest();
            case "now" -> options.fromNow();
            default -> {
                if (!where.matches("\\d{1,18}")) {
                    throw new UsageException(
                            "--from was given '" + where + "'; give left-off, oldest, now, or a sequence number");
                }
                yield options.fromSequence(Long.parseLong(where));
            }
        };
    }

    private void converse(CommandSession shell, Attachment attachment) {
        String id = attachment.session().id();
        Process process = Process.Utils.current();
        boolean redirected = process != null && !(process.isTty(0) && process.isTty(1));
        Optional<Object> terminal = redirected ? Optional.empty() : Optional.ofNullable(shell.get(".terminal"));
        PrintStream err = ScriptRuns.err(shell);
        Ending ending = prompt.onTerminal(terminal, attachment, Optional.empty())
                .orElseGet(() -> prompt.onStreams(
                        attachment, process == null ? shell.getKeyboard() : process.in(), ScriptRuns.out(shell), err));
        switch (ending) {
            case LEFT -> err.println("note: detached from " + id + "; session:attach " + id + " comes back to it");
            case DETACHED -> err.println("note: somebody else has detached this prompt from " + id);
            case LEFT_AFTER_ERRORS -> throw new CommandFailure("an input of the session " + id + " failed");
            case OUTPUT_CLOSED -> throw new CommandFailure("the output of the command is closed");
            case ENDED, INTERRUPTED -> {
                // The log has said it, or whoever interrupted knows.
            }
        }
    }

    /** Detaches who controls a session. */
    @Descriptor("detaches the client that controls a session; the session goes on")
    public void detach(@Descriptor("ID of the session") String... arguments) {
        String id = GogoWords.id("session:detach", "session", GogoWords.texts(arguments));
        CommandFailure.attempt(() -> {
            manager.detach(id);
            return id;
        });
    }

    /** Sends an input. */
    @Descriptor("sends an input to a session and returns at once; session:read shows what comes of it")
    public void send(@Descriptor("ID CODE…: id of the session, Lua source in quotes") String... arguments) {
        List<String> given = idAndCode("session:send", GogoWords.texts(arguments));
        CommandFailure.attempt(() -> {
            try (Attachment attachment = manager.attach(given.get(0), momentary())) {
                return attachment.sendInput(given.get(1));
            }
        });
    }

    /** Shows what came into the log. */
    @Descriptor("shows what a session has written since its controlling client last read; while one is attached, as a"
            + " watcher")
    public void read(
            CommandSession shell,
            @Descriptor("[--timeout TIME] [--from WHERE] ID: waits so long until all that was sent is worked off; where"
                            + " to begin: left-off (default), oldest, now, or a sequence number")
                    String... arguments) {
        Arguments given = Arguments.mixed(EnumSet.of(Option.TIMEOUT, Option.FROM), GogoWords.texts(arguments));
        InteractiveSession session = session("session:read", given.operands());
        Optional<Duration> timeout = given.value(Option.TIMEOUT).map(text -> Quantities.time(Option.TIMEOUT, text));
        AttachmentRole role =
                session.info().controller().isPresent() ? AttachmentRole.OBSERVER : AttachmentRole.CONTROLLER;
        AttachOptions options =
                from(given, AttachOptions.builder(role).label("session:read")).build();
        SessionOutput output = CommandFailure.attempt(() -> {
            try (Attachment attachment = manager.attach(session.id(), options)) {
                return timeout.isEmpty() ? attachment.readOutput() : attachment.readUntilSettled(timeout.get());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new CommandFailure("interrupted", stop);
            }
        });
        if (output.droppedBytes() > 0) {
            ScriptRuns.err(shell)
                    .println("note: " + output.droppedBytes()
                            + " bytes of the log were dropped before they could be shown");
        }
        ScriptRuns.out(shell).print(output.text());
        ScriptRuns.out(shell).flush();
    }

    /** Sends an input and waits for it. */
    @Descriptor("sends an input to a session, waits for it and prints its own output; the result is left in $result")
    public void eval(
            CommandSession shell,
            @Descriptor("[--timeout TIME] ID CODE…: how long to wait at most; id of the session, Lua source in quotes")
                    String... arguments) {
        Arguments options = Arguments.optionsFirst(EnumSet.of(Option.TIMEOUT), GogoWords.texts(arguments));
        List<String> given = idAndCode("session:eval", options.operands());
        Duration timeout = options.value(Option.TIMEOUT)
                .map(text -> Quantities.time(Option.TIMEOUT, text))
                .orElse(A_WHILE);
        InputResult result = CommandFailure.attempt(() -> evaluate(shell, given.get(0), given.get(1), timeout));
        switch (result.fate()) {
            case EVALUATED -> show(shell, result.execution().orElseThrow());
            case INCOMPLETE -> ScriptRuns.err(shell).println("note: the chunk is incomplete and waits for its rest");
            case READ -> ScriptRuns.err(shell).println("note: a script has read the input");
            case DISCARDED -> throw new CommandFailure("the session ended before the input was begun");
        }
    }

    private InputResult evaluate(CommandSession shell, String id, String code, Duration timeout) {
        try (Attachment attachment = manager.attach(id, momentary())) {
            TerminalInterrupts.Handling ctrlC = TerminalInterrupts.handle(shell, attachment::interrupt);
            try {
                return attachment
                        .evaluate(code, timeout)
                        .orElseThrow(() -> new CommandFailure("the input is not worked off within "
                                + timeout.toMillis() + " ms and goes on; session:read " + id
                                + " shows its output, session:interrupt " + id + " stops it"));
            } catch (InterruptedException stop) {
                attachment.interrupt();
                Thread.currentThread().interrupt();
                throw new CommandFailure("interrupted", stop);
            } finally {
                ctrlC.end();
            }
        }
    }

    private static void show(CommandSession shell, ExecutionResult result) {
        shell.put("result", result);
        write(ScriptRuns.out(shell), result.stdoutBytes());
        write(ScriptRuns.err(shell), result.stderrBytes());
        if (result.truncated()) {
            ScriptRuns.err(shell).println("note: this is not all of the output; session:read shows what the log has");
        }
        if (!result.success()) {
            throw new ScriptFailure(result);
        }
    }

    private static void write(PrintStream stream, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        stream.write(copy, 0, copy.length);
        stream.flush();
    }

    /** Stops what runs. */
    @Descriptor(
            "stops what runs in a session and tells whether the state was kept; nobody needs to control it for that")
    public String interrupt(@Descriptor("ID of the session") String... arguments) {
        InteractiveSession session = session("session:interrupt", GogoWords.texts(arguments));
        return switch (CommandFailure.attempt(session::interrupt)) {
            case KEPT -> "interrupted " + session.id() + ", its state was kept";
            case LOST -> "interrupted " + session.id() + ", its state is lost";
            case STOPPING -> "asked " + session.id() + " to stop, which it has not done yet";
            case NOTHING_RAN -> "nothing runs in " + session.id();
        };
    }

    /** Lists what was sent. */
    @Descriptor("lists what was sent to a session")
    public List<HistoryEntry> history(
            @Descriptor("ID [TEXT…]: id of the session; only inputs that contain this, whatever its case")
                    String... arguments) {
        List<String> given = GogoWords.texts(arguments);
        if (given.isEmpty()) {
            throw new UsageException("session:history needs the ID of a session; session:list shows them");
        }
        InteractiveSession session = session("session:history", given.subList(0, 1));
        return new Listing<>(HistoryEntry.class, session.history(String.join(" ", given.subList(1, given.size()))));
    }

    /** Ends sessions. */
    @Descriptor("ends sessions and their VMs, whoever made them")
    public void kill(@Descriptor("IDs of sessions") String... ids) {
        if (ids.length == 0) {
            throw new UsageException("session:kill needs the ID of a session; session:list shows them");
        }
        for (String id : GogoWords.texts(ids)) {
            CommandFailure.attempt(() -> {
                manager.terminate(id);
                return id;
            });
        }
    }

    private InteractiveSession session(String command, List<String> words) {
        String id = GogoWords.id(command, "session", words);
        return CommandFailure.attempt(() -> manager.get(id));
    }

    private static List<String> idAndCode(String command, List<String> words) {
        if (words.size() < 2) {
            throw new UsageException(
                    command + " needs the ID of a session and CODE: " + command + " ID 'return 2 + 2'");
        }
        return List.of(words.get(0), String.join(" ", words.subList(1, words.size())));
    }

    private static AttachOptions momentary() {
        return AttachOptions.builder(AttachmentRole.CONTROLLER).label("command").build();
    }
}
