// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.session;

import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bioxen.api.session.AttachOptions;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.InteractiveSession;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionSpec;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.options.VmOptions;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.repl.Ending;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Call;
import org.bioxen.shell.verb.Circumstances;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;

/**
 * The verbs of the scope {@code session}; here what makes sessions, opens them, shows them and ends them.
 *
 * <p>Only a prompt stays attached. The other verbs attach for a moment where they must control the session, so that they are refused
 * while somebody else does; what none of them has shown, the next prompt shows.
 */
public final class SessionVerbs {
    /** The scope. */
    public static final String SCOPE = "session";

    private SessionVerbs() {}

    /** The scope with its verbs. */
    public static Scope<SessionServices> scope() {
        return new Scope<>(
                SCOPE,
                "conversations with a VM that one can leave and come back to",
                Stream.of(making(), InputVerbs.all(), ending())
                        .flatMap(List::stream)
                        .toList(),
                SessionText::of,
                SessionJson::of);
    }

    static Verb.Builder<SessionServices> verb(String name) {
        return Verb.named(SCOPE, name);
    }

    private static List<Verb<SessionServices>> making() {
        return List.of(
                verb("create")
                        .does("makes a session: a VM with a conversation that one can leave and come back to")
                        .details(
                                "The VM is what vm:create makes of the same options. The session retains as much output"
                                        + " and as many inputs as --log and --history say, by default 1m and 1000.")
                        .takes("[ID]", Noun.NONE)
                        .options(createOptions())
                        .example("create --level trusted s2")
                        .example("create --log 4m --history 100 s3")
                        .by(SessionVerbs::create),
                verb("list")
                        .does("lists the living sessions")
                        .options(Option.AS_JSON)
                        .example("list")
                        .alias("sessions")
                        .by(SessionVerbs::list),
                verb("info")
                        .does("shows a session: where the conversation stands, and who is attached")
                        .takes("ID", Noun.SESSION)
                        .options(Option.AS_JSON)
                        .example("info s1")
                        .by(SessionVerbs::info),
                verb("attach")
                        .does("opens the Lua prompt of a session and shows what was missed")
                        .details("Ctrl-D leaves it, and the session goes on. Without a terminal, standard input is sent"
                                + " line by line.")
                        .takes("ID", Noun.SESSION)
                        .options(Option.OBSERVE, Option.TAKE_OVER, Option.FROM)
                        .example("attach s1")
                        .example("attach --take-over --from oldest s1")
                        .alias("attach")
                        .by(SessionVerbs::attach),
                verb("detach")
                        .does("detaches the client that controls a session; the session goes on")
                        .takes("ID", Noun.SESSION)
                        .example("detach s1")
                        .by(SessionVerbs::detach),
                verb("env")
                        .does("lets the scripts of a session require the packages of an environment")
                        .details("From the next input on; modules that are loaded stay.")
                        .takes("ID NAME", Noun.SESSION, Noun.ENVIRONMENT)
                        .example("env s1 bio")
                        .by(SessionVerbs::environment));
    }

    private static List<Verb<SessionServices>> ending() {
        return List.of(verb("kill")
                .does("ends sessions and their VMs, whoever made them")
                .takes("ID…", Noun.SESSION)
                .example("kill s2 s3")
                .by(SessionVerbs::kill));
    }

    private static Set<Option> createOptions() {
        Set<Option> options = VmOptions.lasting();
        options.addAll(EnumSet.of(Option.LOG, Option.HISTORY, Option.ATTACH, Option.AS_JSON, Option.SILENT));
        return options;
    }

    private static Answer create(Call<SessionServices> call) {
        call.operands(0, 1);
        SessionSpec spec = spec(call);
        Attachment attachment = call.services().manager().create(spec);
        try {
            if (call.has(Option.ATTACH)) {
                converse(call, attachment);
                // What it is has been seen; how it ended was told.
                return Answer.nothing();
            }
        } finally {
            attachment.close();
        }
        return Answer.of(attachment.session().info());
    }

    private static SessionSpec spec(Call<SessionServices> call) {
        Arguments given = call.arguments();
        VmSpec.Builder vm = VmOptions.lasting(given, call.circumstances().directory());
        given.operands().forEach(vm::id);
        SessionSpec.Builder spec = SessionSpec.builder(vm.build());
        given.value(Option.LOG)
                .map(text -> Quantities.size(Option.LOG, text))
                .ifPresent(size -> spec.logBytes((int) Math.min(size, Integer.MAX_VALUE)));
        given.value(Option.HISTORY)
                .map(text -> text.equals("0") ? 0 : Quantities.count(Option.HISTORY.flag(), text))
                .ifPresent(spec::historyEntries);
        return spec.build();
    }

    private static Answer list(Call<SessionServices> call) {
        call.operands(0, 0);
        return Answer.of(
                new Listing<>(SessionInfo.class, call.services().manager().list()));
    }

    private static Answer info(Call<SessionServices> call) {
        return Answer.of(session(call, call.operand()).info());
    }

    static InteractiveSession session(Call<SessionServices> call, String id) {
        return call.services().manager().get(id);
    }

    private static Answer attach(Call<SessionServices> call) {
        String id = call.operand();
        AttachmentRole role = call.has(Option.OBSERVE) ? AttachmentRole.OBSERVER : AttachmentRole.CONTROLLER;
        AttachOptions options = from(
                        call,
                        AttachOptions.builder(role)
                                .takeOver(call.has(Option.TAKE_OVER))
                                .label("prompt"))
                .build();
        try (Attachment attachment = call.services().manager().attach(id, options)) {
            converse(call, attachment);
        }
        return Answer.nothing();
    }

    /** Where an attachment begins to read. */
    static AttachOptions.Builder from(Call<?> call, AttachOptions.Builder options) {
        String where = call.value(Option.FROM).orElse("left-off");
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

    private static void converse(Call<SessionServices> call, Attachment attachment) {
        String id = attachment.session().id();
        Circumstances where = call.circumstances();
        PrintStream err = where.err();
        Ending ending = call.services()
                .prompt()
                .onTerminal(where.terminal(), attachment, Optional.empty())
                .orElseGet(() -> call.services().prompt().onStreams(attachment, where.in(), where.out(), err));
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

    private static Answer detach(Call<SessionServices> call) {
        call.services().manager().detach(call.operand());
        return Answer.nothing();
    }

    private static Answer environment(Call<SessionServices> call) {
        List<String> words = call.operands(2, 2);
        session(call, words.get(0)).setEnvironment(words.get(1));
        return Answer.nothing();
    }

    private static Answer kill(Call<SessionServices> call) {
        call.operands(1, Integer.MAX_VALUE).forEach(call.services().manager()::terminate);
        return Answer.nothing();
    }
}
