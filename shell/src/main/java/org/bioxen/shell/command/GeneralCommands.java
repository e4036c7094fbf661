// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.bioxen.shell.options.Paragraph;
import org.bioxen.shell.options.Spelling;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Scopes;
import org.bioxen.shell.verb.Verb;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What belongs to no scope: help, what is said of a command that is none, and what completes words. Thread-safe. */
@Component(
        service = {},
        immediate = true)
public final class GeneralCommands {
    /** The session variable that holds the names of all commands, as Gogo keeps it. */
    private static final String COMMANDS = ".commands";

    /** What Gogo calls in the place of a command that there is not. */
    static final String UNKNOWN = "default";

    private static final String HELP = "help";
    private static final String WATCH = "watch";

    /** What each does; all of them take the name of a command. */
    static final Map<String, String> DESCRIPTIONS = Map.of(
            ScopeCommands.GENERAL + ":" + HELP, "explains commands",
            ScopeCommands.GENERAL + ":" + WATCH, "shows what a command gives, again and again");

    private final List<ServiceRegistration<?>> registrations;

    /** Called by Declarative Services. */
    @Activate
    public GeneralCommands(BundleContext context, @Reference CommandProcessor gogo) {
        registrations = List.of(
                publish(context, HELP, (session, words) -> help(session, GogoWords.texts(session, words))),
                // Gogo asks a command of this name where there is none of the name that was typed.
                publish(context, UNKNOWN, (session, words) -> unknown(session, GogoWords.texts(session, words), words)),
                publish(context, WATCH, (session, words) -> Watch.run(gogo, session, GogoWords.texts(session, words))));
    }

    private static ServiceRegistration<?> publish(BundleContext context, String name, Function command) {
        return ScopeCommands.publish(context, ScopeCommands.GENERAL, name, command);
    }

    @Deactivate
    void stop() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    static Object help(CommandSession session, List<String> words) throws Exception {
        if (words.isEmpty()) {
            return overview();
        }
        if (words.size() > 2) {
            throw new UsageException("help takes a scope, a command or nothing, but was given " + words);
        }
        String name = words.size() == 2 ? words.get(0) + ":" + words.get(1) : words.get(0);
        Optional<Scope<?>> scope = Scopes.find(name);
        if (scope.isPresent()) {
            return scope.get().help();
        }
        Optional<Verb<?>> verb = Scopes.verb(name);
        if (verb.isPresent()) {
            return verb.get().help();
        }
        if (name.equals(WATCH)) {
            return Watch.help();
        }
        List<Verb<?>> verbs = named(name);
        if (verbs.size() == 1) {
            return verbs.get(0).help();
        }
        if (!verbs.isEmpty()) {
            return "there are "
                    + String.join(", ", verbs.stream().map(Verb::toString).toList())
                    + "; help and one of them says more";
        }
        if (commands(session).stream().anyMatch(command -> command.equals(name) || command.endsWith(":" + name))) {
            // One of Gogo's or of another bundle.
            return session.execute("gogo:help " + name);
        }
        throw new UsageException("there is no command '" + name + "'" + Spelling.question(name, candidates(session)));
    }

    /** Those of this name in all scopes. */
    private static List<Verb<?>> named(String name) {
        List<Verb<?>> verbs = new ArrayList<>();
        for (String scope : Scopes.NAMES) {
            Scopes.find(scope).flatMap(each -> each.find(name)).ifPresent(verbs::add);
        }
        return verbs;
    }

    private static String overview() {
        StringBuilder text = new StringBuilder(Paragraph.wrapped(
                        "Commands are SCOPE:VERB. These are the scopes; help SCOPE lists the verbs, help SCOPE:VERB says"
                                + " what one takes.",
                        0)
                + "\n");
        List<String> aliases = new ArrayList<>();
        for (String name : Scopes.NAMES) {
            Scope<?> scope = Scopes.find(name).orElseThrow();
            text.append("\n  ").append(name).append(" ".repeat(Math.max(1, 10 - name.length())));
            text.append(scope.description());
            for (Verb<?> verb : scope.verbs()) {
                verb.alias().ifPresent(alias -> aliases.add(alias + " (" + verb + ")"));
            }
        }
        return text.append("\n\n")
                .append(Paragraph.wrapped("Short names: " + String.join(", ", aliases) + ".", 0))
                .append('\n')
                .append(Paragraph.wrapped(
                        "Also Gogo's own: pipes as in vm:list | grep IDLE, each, if, echo, grep, less, history; help with"
                                + " a name explains them.",
                        0))
                .toString();
    }

    /** What is said of a command that is none; {@code vm list} is taken for {@code vm:list}. */
    static Object unknown(CommandSession session, List<String> words, List<Object> given) throws Exception {
        String name = words.get(0);
        Optional<Scope<?>> scope = Scopes.find(name);
        if (scope.isPresent()) {
            if (words.size() < 2) {
                throw new UsageException(name + " needs a verb; help " + name + " shows them all");
            }
            Verb<?> verb = scope.get().get(words.get(1));
            if (session.get(verb.toString()) instanceof Function command) {
                return command.execute(session, new ArrayList<>(given.subList(2, given.size())));
            }
        }
        if (Scopes.verb(name).isPresent()) {
            throw new UsageException(
                    "the command " + name + " is not there now; sys:why says what its bundle waits for");
        }
        throw new UsageException("there is no command '" + name + "'"
                + Spelling.nearest(name, candidates(session))
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; help lists those that there are"));
    }

    /** Everything that one may type as a command: whole names, and those that do without their scope. */
    private static Collection<String> candidates(CommandSession session) {
        Set<String> names = new TreeSet<>();
        commands(session).stream()
                .filter(command -> !command.contains(":__"))
                .flatMap(command -> Stream.of(command, command.substring(command.indexOf(':') + 1)))
                .forEach(names::add);
        names.remove(UNKNOWN);
        return names;
    }

    private static List<String> commands(CommandSession session) {
        return session.get(COMMANDS) instanceof Collection<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }
}
