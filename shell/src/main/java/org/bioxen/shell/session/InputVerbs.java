// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.session;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.session.AttachOptions;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.HistoryEntry;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.InteractiveSession;
import org.bioxen.api.session.InterruptResult;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Call;
import org.bioxen.shell.verb.Circumstances;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Verb;
import org.bioxen.shell.vm.ScriptRuns;
import org.bioxen.shell.vm.VmResult;

/** The verbs that send inputs to sessions and show what came of them. */
final class InputVerbs {
    private static final Set<Option> REPORT = EnumSet.of(Option.AS_JSON, Option.SILENT);
    private static final Duration A_WHILE = Duration.ofHours(1);

    /** More are of no use to a person. */
    private static final int NAMES = 1000;

    private InputVerbs() {}

    static List<Verb<SessionServices>> all() {
        return List.of(
                SessionVerbs.verb("eval")
                        .does("sends an input to a session, waits for it and prints its own output; the result is left"
                                + " in $result")
                        .details("An expression needs no return. Several words are joined by spaces; options stand"
                                + " before the ID. An input that is not worked off in time goes on.")
                        .takes("ID CODE…", Noun.SESSION, Noun.NONE)
                        .options(Option.WAIT, Option.JSON, Option.QUIET)
                        .optionsFirst()
                        .example("eval s1 'x = 40'")
                        .example("eval --timeout 5s s1 'x + 2'")
                        .by(InputVerbs::eval),
                SessionVerbs.verb("send")
                        .does("sends an input to a session and returns at once; session:read shows what comes of it")
                        .takes("ID CODE…", Noun.SESSION, Noun.NONE)
                        .optionsFirst()
                        .example("send s1 'print(x)'")
                        .by(InputVerbs::send),
                SessionVerbs.verb("eof")
                        .does("ends the standard input of the script that reads it, as Ctrl-D does at a terminal")
                        .takes("ID", Noun.SESSION)
                        .example("eof s1")
                        .by(InputVerbs::endOfInput),
                SessionVerbs.verb("read")
                        .does("shows what a session has written since its controlling client last read")
                        .details(
                                "While a client is attached, as a watcher. With --timeout, waits so long until all that"
                                        + " was sent is worked off.")
                        .takes("ID", Noun.SESSION)
                        .options(Option.WAIT, Option.FROM, Option.JSON)
                        .example("read --timeout 5s s1")
                        .example("read --from oldest --json s1")
                        .by(InputVerbs::read),
                SessionVerbs.verb("interrupt")
                        .does("stops what runs in a session and tells whether the state was kept")
                        .details("Nobody needs to control the session for that. Inputs that wait are not touched.")
                        .takes("ID", Noun.SESSION)
                        .options(REPORT)
                        .example("interrupt s1")
                        .by(InputVerbs::interrupt),
                SessionVerbs.verb("history")
                        .does("lists what was sent to a session")
                        .details("With TEXT, the inputs that contain it, whatever its case.")
                        .takes("ID [TEXT…]", Noun.SESSION, Noun.NONE)
                        .options(Option.AS_JSON)
                        .optionsFirst()
                        .example("history s1")
                        .example("history s1 print")
                        .by(InputVerbs::history),
                SessionVerbs.verb("complete")
                        .does("lists the names that complete a prefix in a session, as Tab does at its prompt")
                        .details("The prefix is a name, or a path such as string.fo; without one, all globals are"
                                + " listed. No script is run for it.")
                        .takes("ID [PREFIX]", Noun.SESSION, Noun.NONE)
                        .options(Option.AS_JSON)
                        .example("complete s1 string.fo")
                        .by(InputVerbs::complete));
    }

    private static Answer eval(Call<SessionServices> call) {
        List<String> words = call.operands(2, Integer.MAX_VALUE);
        Duration timeout = call.value(Option.WAIT)
                .map(text -> Quantities.time(Option.WAIT, text))
                .orElse(A_WHILE);
        Circumstances where = call.circumstances();
        InputResult result = evaluate(call, words.get(0), code(words), timeout);
        if (result.fate() == InputResult.Fate.DISCARDED) {
            throw new CommandFailure("the session ended before the input was begun");
        }
        if (result.execution().isPresent()) {
            show(call, words.get(0), result.execution().get());
        } else if (call.has(Option.JSON)) {
            where.out().println(SessionJson.of(result));
        } else {
            where.err()
                    .println(
                            result.fate() == InputResult.Fate.INCOMPLETE
                                    ? "note: the chunk is incomplete and waits for its rest"
                                    : "note: a script has read the input");
        }
        return Answer.nothing();
    }

    private static InputResult evaluate(Call<SessionServices> call, String id, String code, Duration timeout) {
        try (Attachment attachment = control(call, id)) {
            Circumstances.Interrupts ctrlC = call.circumstances().onInterrupt(attachment::interrupt);
            try {
                return attachment
                        .evaluate(code, timeout)
                        .orElseThrow(() -> new CommandFailure("the input is not worked off within "
                                + timeout.toMillis() + " ms and goes on; session:read " + id
                                + " shows its output, session:interrupt " + id + " stops it"));
            } catch (InterruptedException stop) {
                attachment.interrupt();
                throw interrupted(stop);
            } finally {
                ctrlC.close();
            }
        }
    }

    private static void show(Call<SessionServices> call, String id, ExecutionResult result) {
        Circumstances where = call.circumstances();
        if (!call.has(Option.JSON)) {
            ScriptRuns.print(result.stdoutBytes(), where.out());
            where.out().flush();
            ScriptRuns.print(result.stderrBytes(), where.err());
            where.err().flush();
            if (result.truncated()) {
                where.err().println("note: this is not all of the output; session:read shows what the log has");
            }
        }
        Optional<String> backend = call.services().manager().find(id).flatMap(session -> session.info()
                .vm()
                .backend());
        ScriptRuns.tell(call, new VmResult(id, backend, result));
    }

    private static Answer send(Call<SessionServices> call) {
        List<String> words = call.operands(2, Integer.MAX_VALUE);
        try (Attachment attachment = control(call, words.get(0))) {
            attachment.sendInput(code(words));
        }
        return Answer.nothing();
    }

    private static Answer endOfInput(Call<SessionServices> call) {
        try (Attachment attachment = control(call, call.operand())) {
            attachment.sendEndOfInput();
        }
        return Answer.nothing();
    }

    /** Attaches for a moment. */
    private static Attachment control(Call<SessionServices> call, String id) {
        AttachOptions options = AttachOptions.builder(AttachmentRole.CONTROLLER)
                .label("command")
                .build();
        return call.services().manager().attach(id, options);
    }

    private static Answer read(Call<SessionServices> call) {
        InteractiveSession session = SessionVerbs.session(call, call.operand());
        SessionOutput output = output(call, session);
        PrintStream out = call.circumstances().out();
        if (call.has(Option.JSON)) {
            out.println(SessionJson.of(output));
        } else {
            if (output.droppedBytes() > 0) {
                call.circumstances()
                        .err()
                        .println("note: " + output.droppedBytes()
                                + " bytes of the log were dropped before they could be shown");
            }
            out.print(output.text());
        }
        out.flush();
        return Answer.nothing();
    }

    private static SessionOutput output(Call<SessionServices> call, InteractiveSession session) {
        Optional<Duration> timeout = call.value(Option.WAIT).map(text -> Quantities.time(Option.WAIT, text));
        AttachmentRole role =
                session.info().controller().isPresent() ? AttachmentRole.OBSERVER : AttachmentRole.CONTROLLER;
        AttachOptions options = SessionVerbs.from(
                        call, AttachOptions.builder(role).label("session:read"))
                .build();
        try (Attachment attachment = call.services().manager().attach(session.id(), options)) {
            return timeout.isEmpty() ? attachment.readOutput() : attachment.readUntilSettled(timeout.get());
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    private static CommandFailure interrupted(InterruptedException stop) {
        Thread.currentThread().interrupt();
        return new CommandFailure("interrupted", stop);
    }

    private static Answer interrupt(Call<SessionServices> call) {
        InteractiveSession session = SessionVerbs.session(call, call.operand());
        String id = session.id();
        InterruptResult result = session.interrupt();
        if (call.has(Option.AS_JSON)) {
            return Answer.of(new SessionJson.Interrupt(id, result));
        }
        return Answer.of(
                switch (result) {
                    case KEPT -> "interrupted " + id + ", its state was kept";
                    case LOST -> "interrupted " + id + ", its state is lost";
                    case STOPPING -> "asked " + id + " to stop, which it has not done yet";
                    case NOTHING_RAN -> "nothing runs in " + id;
                });
    }

    private static Answer history(Call<SessionServices> call) {
        List<String> words = call.operands(1, Integer.MAX_VALUE);
        InteractiveSession session = SessionVerbs.session(call, words.get(0));
        return Answer.of(
                new Listing<>(HistoryEntry.class, session.history(String.join(" ", words.subList(1, words.size())))));
    }

    private static Answer complete(Call<SessionServices> call) {
        List<String> words = call.operands(1, 2);
        String prefix = words.size() == 2 ? words.get(1) : "";
        return Answer.of(SessionVerbs.session(call, words.get(0)).complete(prefix, NAMES));
    }

    private static String code(List<String> words) {
        return String.join(" ", words.subList(1, words.size()));
    }
}
