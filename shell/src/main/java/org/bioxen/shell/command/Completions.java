// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandSession;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Scopes;
import org.bioxen.shell.verb.Verb;
import org.jline.builtins.Completers.CompletionData;
import org.jline.reader.ParsedLine;

/** What JLine is told of the words of each command. Only where there is a terminal, and so JLine, this is called. */
final class Completions {
    private static final String WORDS = ScopeCommands.GENERAL + ":__words ";

    private Completions() {}

    /** Gives a shell what completes all verbs. */
    static Object provide(CommandSession session) {
        Map<String, List<CompletionData>> all = Shell.getCompletions(session);
        if (all == null) {
            throw new UsageException("__completions is for a shell at a terminal, and here is none");
        }
        for (String name : Scopes.NAMES) {
            Scope<?> scope = Scopes.find(name).orElseThrow();
            for (Verb<?> verb : scope.verbs()) {
                List<CompletionData> data = of(verb);
                all.put(verb.toString(), data);
                verb.alias().ifPresent(alias -> all.put(ScopeCommands.GENERAL + ":" + alias, data));
            }
        }
        all.put(
                ScopeCommands.GENERAL + ":help",
                List.of(
                        new CompletionData(null, "Explains commands", null, null),
                        new CompletionData(null, null, WORDS + Noun.COMMAND, null)));
        return null;
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
            data.add(new CompletionData(null, null, WORDS + "OPERAND " + verb, null));
        }
        return data;
    }

    /**
     * The words that fit.
     *
     * @param asked a noun, or {@code OPERAND} and a verb: the noun is that of the operand that is being typed
     */
    static Object words(CommandSession session, LiveNames names, List<String> asked) throws Exception {
        ParsedLine line = Shell.getParsedLine(session);
        Noun noun = asked.get(0).equals("OPERAND")
                ? operand(Scopes.verb(asked.get(1)).orElseThrow(), line)
                : Noun.valueOf(asked.get(0));
        if (noun == Noun.FILE) {
            return session.execute("gogo:__files");
        }
        return names.of(noun, new GogoCircumstances(session, event -> {}), line.words());
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
