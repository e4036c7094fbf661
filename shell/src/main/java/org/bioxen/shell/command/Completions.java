// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandSession;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Scopes;
import org.bioxen.shell.verb.Verb;
import org.jline.builtins.Completers.CompletionData;
import org.jline.builtins.Completers.CompletionEnvironment;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What JLine is told of the commands and of the words that each takes; made when somebody first asks. Only where there is a terminal, and
 * so JLine, this is loaded. Used by the thread of a shell.
 */
public final class Completions implements CompletionEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    /** Marks what {@link #evaluate} answers itself; Gogo evaluates the rest. */
    private static final String WORDS = "__words ";

    private static final String OPERAND = "OPERAND";

    private final CommandSession session;
    private final LiveNames names;
    private boolean complete;

    /** Completes the lines of a session. */
    public Completions(CommandSession session, LiveNames names) {
        this.session = session;
        this.names = names;
    }

    @Override
    public Map<String, List<CompletionData>> getCompletions() {
        // A user's own, by Gogo's command complete, are in it.
        Map<String, List<CompletionData>> all = Shell.getCompletions(session);
        if (!complete) {
            complete = true;
            for (String name : Scopes.NAMES) {
                Scope<?> scope = Scopes.find(name).orElseThrow();
                for (Verb<?> verb : scope.verbs()) {
                    List<CompletionData> data = of(verb);
                    all.putIfAbsent(verb.toString(), data);
                    verb.alias().ifPresent(alias -> all.putIfAbsent(ScopeCommands.GENERAL + ":" + alias, data));
                }
            }
            GeneralCommands.completions()
                    .forEach((command, description) -> all.putIfAbsent(
                            command,
                            List.of(
                                    new CompletionData(null, description, null, null),
                                    new CompletionData(null, null, WORDS + Noun.COMMAND, null))));
        }
        return all;
    }

    private static List<CompletionData> of(Verb<?> verb) {
        List<CompletionData> data = new ArrayList<>();
        data.add(new CompletionData(null, verb.description(), null, null));
        for (Option option : verb.options()) {
            String words = option.noun() == Noun.NONE ? "" : WORDS + option.noun();
            data.add(new CompletionData(
                    List.of(option.flag()), option.description(), option.takesValue() ? words : null, null));
        }
        if (!verb.nouns().isEmpty()) {
            data.add(new CompletionData(null, null, WORDS + OPERAND + " " + verb, null));
        }
        return data;
    }

    @Override
    public Set<String> getCommands() {
        return Shell.getCommands(session).stream()
                .filter(command -> !command.contains(":__") && !command.equals(GeneralCommands.UNKNOWN))
                .collect(Collectors.toSet());
    }

    @Override
    public String resolveCommand(String command) {
        return Shell.resolve(session, command);
    }

    @Override
    public String commandName(String command) {
        return command.substring(command.indexOf(':') + 1);
    }

    /** The words that fit. Who completes a word is not told of faults: the command itself will do that. */
    @Override
    public Object evaluate(LineReader reader, ParsedLine line, String asked) {
        try {
            if (asked.isEmpty()) {
                return List.of();
            }
            if (!asked.startsWith(WORDS)) {
                session.put(Shell.VAR_COMMAND_LINE, line);
                return session.execute(asked);
            }
            String[] words = asked.substring(WORDS.length()).split(" ");
            Noun noun = words[0].equals(OPERAND)
                    ? operand(Scopes.verb(words[1]).orElseThrow(), line)
                    : Noun.valueOf(words[0]);
            if (noun == Noun.FILE) {
                session.put(Shell.VAR_COMMAND_LINE, line);
                return session.execute("gogo:__files");
            }
            return names.of(noun, new GogoCircumstances(session, event -> {}), line.words());
        } catch (Exception failed) {
            LOG.debug("The line '{}' is not completed", line.line(), failed);
            return List.of();
        }
    }

    /** What the word at the cursor names: by how many operands stand before it. */
    private static Noun operand(Verb<?> verb, ParsedLine line) {
        int operands = 0;
        for (int i = 1; i < line.wordIndex(); i++) {
            String word = line.words().get(i);
            if (!word.startsWith("-")) {
                operands++;
            } else if (takesNext(verb, word)) {
                i++;
            }
        }
        List<Noun> nouns = verb.nouns();
        boolean repeated = verb.operands().endsWith("…") || verb.operands().endsWith("…]");
        return operands < nouns.size() ? nouns.get(operands) : repeated ? nouns.get(nouns.size() - 1) : Noun.NONE;
    }

    private static boolean takesNext(Verb<?> verb, String word) {
        return verb.options().stream()
                .anyMatch(option -> option.takesValue() && option.flag().equals(word));
    }
}
