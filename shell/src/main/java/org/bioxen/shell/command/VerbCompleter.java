// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandSession;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.output.Letters;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Scopes;
import org.bioxen.shell.verb.Verb;
import org.jline.builtins.Completers;
import org.jline.builtins.Completers.CompletionData;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes the lines of a shell: commands, and the words that each takes. Who completes a word is not told of faults: the command itself
 * will do that. Only where there is a terminal, and so JLine, this is loaded. Used by the thread of a shell.
 */
public final class VerbCompleter extends Completers.Completer {
    private static final Logger LOG = LoggerFactory.getLogger(VerbCompleter.class);

    private final CommandSession session;
    private final LiveNames names;

    /** Completes the lines of a session. */
    public VerbCompleter(CommandSession session, LiveNames names) {
        super(new Commands(session));
        this.session = session;
        this.names = names;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        try {
            if (line.wordIndex() > 0) {
                String command = Shell.resolve(session, line.words().get(0));
                String name = command.startsWith(ScopeCommands.GENERAL + ":")
                        ? command.substring(ScopeCommands.GENERAL.length() + 1)
                        : command;
                Optional<Verb<?>> verb = Scopes.verb(name);
                if (verb.isPresent()) {
                    complete(verb.get(), line, candidates);
                    return;
                }
                if (GeneralCommands.DESCRIPTIONS.containsKey(command)) {
                    add(Noun.COMMAND, line, candidates);
                    return;
                }
            }
            super.complete(reader, line, candidates);
        } catch (RuntimeException failed) {
            LOG.debug("The line '{}' is not completed", line.line(), failed);
        }
    }

    private void complete(Verb<?> verb, ParsedLine line, List<Candidate> candidates) {
        int at = line.wordIndex();
        Optional<Option> before =
                at == 1 ? Optional.empty() : option(verb, line.words().get(at - 1));
        if (before.filter(Option::takesValue).isPresent()) {
            add(before.get().noun(), line, candidates);
        } else if (line.word().startsWith("-")) {
            Collection<String> given = line.words().subList(1, at);
            verb.options().stream()
                    .filter(option -> option.repeatable() || !given.contains(option.flag()))
                    .forEach(option -> candidates.add(candidate(option.flag(), option.description())));
        } else {
            add(operand(verb, line), line, candidates);
        }
    }

    private static Optional<Option> option(Verb<?> verb, String word) {
        return verb.options().stream()
                .filter(option -> option.flag().equals(word))
                .findFirst();
    }

    /** What the word at the cursor names: by how many operands stand before it. */
    private static Noun operand(Verb<?> verb, ParsedLine line) {
        int operands = 0;
        for (int i = 1; i < line.wordIndex(); i++) {
            String word = line.words().get(i);
            if (!word.startsWith("-")) {
                operands++;
            } else if (option(verb, word).filter(Option::takesValue).isPresent()) {
                i++;
            }
        }
        List<Noun> nouns = verb.nouns();
        boolean repeated = verb.operands().endsWith("…") || verb.operands().endsWith("…]");
        return operands < nouns.size() ? nouns.get(operands) : repeated ? nouns.get(nouns.size() - 1) : Noun.NONE;
    }

    private void add(Noun noun, ParsedLine line, List<Candidate> candidates) {
        if (noun == Noun.FILE) {
            addFiles(line, candidates);
            return;
        }
        names.of(noun, new GogoCircumstances(session, event -> {}), line.words())
                .forEach(name -> candidates.add(new Candidate(name)));
    }

    /** What lies in the directory that the word so far names; a directory is not yet the end of the word. */
    private void addFiles(ParsedLine line, List<Candidate> candidates) {
        String word = line.word().substring(0, line.wordCursor());
        String before = word.substring(0, word.lastIndexOf('/') + 1);
        try (Stream<Path> entries = Files.list(session.currentDir().resolve(before))) {
            entries.forEach(entry -> {
                boolean directory = Files.isDirectory(entry);
                String name = entry.getFileName() + (directory ? "/" : "");
                candidates.add(new Candidate(before + name, Letters.line(name), null, null, null, null, !directory));
            });
        } catch (IOException | InvalidPathException none) {
            // Nothing to offer.
        }
    }

    private static Candidate candidate(String word, String description) {
        return new Candidate(word, word, null, description, null, null, true);
    }

    /** The commands themselves, for JLine. */
    private static final class Commands implements Completers.CompletionEnvironment {
        private final CommandSession session;
        private boolean described;

        Commands(CommandSession session) {
            this.session = session;
        }

        /** What each command does; a user's own words on it, by Gogo's command {@code complete}, are there already. */
        @Override
        public Map<String, List<CompletionData>> getCompletions() {
            Map<String, List<CompletionData>> all = Shell.getCompletions(session);
            if (!described) {
                described = true;
                descriptions()
                        .forEach((command, words) ->
                                all.putIfAbsent(command, List.of(new CompletionData(null, words, null, null))));
            }
            return all;
        }

        private static Map<String, String> descriptions() {
            Map<String, String> words = new HashMap<>(GeneralCommands.DESCRIPTIONS);
            for (String name : Scopes.NAMES) {
                Scope<?> scope = Scopes.find(name).orElseThrow();
                for (Verb<?> verb : scope.verbs()) {
                    words.put(verb.toString(), verb.description());
                    verb.alias().ifPresent(alias -> words.put(ScopeCommands.GENERAL + ":" + alias, verb.description()));
                }
            }
            return words;
        }

        @Override
        public Set<String> getCommands() {
            return Shell.getCommands(session).stream()
                    .filter(command -> !command.contains(":__") && !command.endsWith(":" + GeneralCommands.UNKNOWN))
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

        @Override
        public Object evaluate(LineReader reader, ParsedLine line, String asked) throws Exception {
            if (asked.isEmpty()) {
                return new ArrayList<>();
            }
            session.put(Shell.VAR_COMMAND_LINE, line);
            try {
                return session.execute(asked);
            } catch (Exception failed) {
                LOG.debug("{} completes nothing", asked, failed);
                return new ArrayList<>();
            }
        }
    }
}
