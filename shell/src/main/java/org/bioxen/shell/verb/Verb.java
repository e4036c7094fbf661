// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.verb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.OptionHelp;
import org.bioxen.shell.options.Paragraph;
import org.bioxen.shell.options.UsageException;

/**
 * One command: what it is called, what it takes, what it does. Immutable, thread-safe.
 *
 * @param <S> the services that it works with
 */
public final class Verb<S> {
    private final String scope;
    private final String name;
    private final Optional<String> alias;
    private final String description;
    private final String details;
    private final String operands;
    private final List<Noun> nouns;
    private final Set<Option> options;
    private final boolean optionsFirst;
    private final boolean inShell;
    private final Map<String, String> shorthands;
    private final List<String> examples;
    private final Function<Call<S>, Answer> action;

    private Verb(Builder<S> builder, Function<Call<S>, Answer> action) {
        this.scope = builder.scope;
        this.name = builder.name;
        this.alias = builder.alias;
        this.description = builder.description;
        this.details = builder.details;
        this.operands = builder.operands;
        this.nouns = builder.nouns;
        this.options = builder.options;
        this.optionsFirst = builder.optionsFirst;
        this.inShell = builder.inShell;
        this.shorthands = Map.copyOf(builder.shorthands);
        this.examples = List.copyOf(builder.examples);
        this.action = action;
    }

    /** Begins the description of a verb. */
    public static <S> Builder<S> named(String scope, String name) {
        return new Builder<>(scope, name);
    }

    /** What it is called within its scope. */
    public String name() {
        return name;
    }

    /** A short name that it has in the shell, without a scope. */
    public Optional<String> alias() {
        return alias;
    }

    /** What it does, in one line without a full stop. */
    public String description() {
        return description;
    }

    /** What it takes beside its options; empty: nothing. */
    public String operands() {
        return operands;
    }

    /** What its operands name, in order; the last stands for all that follow. */
    public List<Noun> nouns() {
        return nouns;
    }

    /** What it takes, in one line. */
    public String usage() {
        return (OptionHelp.usage(options) + " " + operands).strip();
    }

    /** Its options, {@code --help} among them. */
    public Set<Option> options() {
        return EnumSet.copyOf(options);
    }

    /** Examples, as they are typed in the shell. */
    public List<String> examples() {
        return examples.stream().map(this::written).toList();
    }

    /** What is put behind a complaint of missing words: an example, if there is one. */
    String hint() {
        return examples.isEmpty() ? "" : "; as in " + examples().get(0);
    }

    /**
     * Does it.
     *
     * @param given its arguments: words as they were typed, or things that another command returned
     * @param words the same, all as words
     * @param json what makes JSON of an answer, where that is asked for
     * @throws UsageException if they make no sense
     * @throws org.bioxen.api.vm.LuaVmException if it cannot be done
     */
    Answer run(
            List<?> given, List<String> words, S services, Circumstances circumstances, Function<Object, String> json) {
        if (words.size() == 1 && asksForHelp(words.get(0))) {
            // Also where the words that are needed are missing.
            return Answer.of(help());
        }
        Arguments arguments = arguments(words);
        if (arguments.has(Option.HELP)) {
            return Answer.of(help());
        }
        Answer answer = answer(new Call<>(this, arguments, given, services, circumstances));
        if (arguments.has(Option.SILENT)) {
            return new Answer(Optional.empty(), answer.complaint());
        }
        return arguments.has(Option.AS_JSON) ? new Answer(answer.value().map(json), answer.complaint()) : answer;
    }

    private Arguments arguments(List<String> words) {
        List<String> whole = shorthands.isEmpty()
                ? words
                : words.stream()
                        .map(word -> shorthands.getOrDefault(word, word))
                        .toList();
        return optionsFirst ? Arguments.optionsFirst(options, whole) : Arguments.mixed(options, whole);
    }

    private Answer answer(Call<S> call) {
        try {
            return action.apply(call);
        } catch (UsageException told) {
            throw told;
        } catch (IllegalArgumentException wrong) {
            // A name, version or constraint that the platform cannot read.
            UsageException usage = new UsageException(wrong.getMessage());
            usage.initCause(wrong);
            throw usage;
        }
    }

    /** Whether a word alone asks for help. */
    public static boolean asksForHelp(String word) {
        return word.equals(Option.HELP.flag()) || word.equals("-h");
    }

    /** Whether these arguments ask for JSON, as far as they can be understood. */
    public boolean asksForJson(List<String> words) {
        return options.contains(Option.AS_JSON) && words.contains(Option.AS_JSON.flag());
    }

    /** What it does, what it takes, what its options mean, and examples: as it is called in the shell. */
    public String help() {
        StringBuilder text = new StringBuilder(Paragraph.usage(this + " " + usage()));
        text.append("\n\n").append(sentence(description));
        if (!details.isEmpty()) {
            text.append('\n').append(Paragraph.wrapped(details, 0));
        }
        alias.ifPresent(word ->
                text.append("\nIts short name in the shell is ").append(word).append('.'));
        text.append("\n\n").append(OptionHelp.table(options)).append('\n');
        for (String example : examples) {
            text.append("\nExample: ").append(written(example));
        }
        if (!inShell && !examples.isEmpty()) {
            text.append("\nOutside the shell: bioxen ")
                    .append(scope)
                    .append(' ')
                    .append(examples.get(0));
        }
        return text.toString().stripTrailing();
    }

    private String written(String example) {
        return example.startsWith("=") ? example.substring(1) : scope + ":" + example;
    }

    private static String sentence(String words) {
        return Paragraph.wrapped(Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".", 0);
    }

    /** As it is called in the shell. */
    @Override
    public String toString() {
        return scope + ":" + name;
    }

    /** Collects the description of a verb; {@link #by} makes it. */
    public static final class Builder<S> {
        private final String scope;
        private final String name;
        private Optional<String> alias = Optional.empty();
        private String description = "";
        private String details = "";
        private String operands = "";
        private List<Noun> nouns = List.of();
        private final EnumSet<Option> options = EnumSet.of(Option.HELP);
        private boolean optionsFirst;
        private boolean inShell;
        private final Map<String, String> shorthands = new HashMap<>();
        private final List<String> examples = new ArrayList<>();

        private Builder(String scope, String name) {
            this.scope = scope;
            this.name = name;
        }

        /** What it does, in one line that begins with a verb and has no full stop. */
        public Builder<S> does(String words) {
            description = words;
            return this;
        }

        /** More that help says about it, in whole sentences. */
        public Builder<S> details(String sentences) {
            details = sentences;
            return this;
        }

        /**
         * What it takes beside options.
         *
         * @param usage as help writes it: {@code ID [FILE…]}
         * @param named what the words name, in order; the last stands for all that follow
         */
        public Builder<S> takes(String usage, Noun... named) {
            operands = usage;
            nouns = List.of(named);
            return this;
        }

        /** Its options. */
        public Builder<S> options(Option... more) {
            options.addAll(Arrays.asList(more));
            return this;
        }

        /** Its options. */
        public Builder<S> options(Set<Option> more) {
            options.addAll(more);
            return this;
        }

        /** What follows its first operand is operands, whatever it looks like. */
        public Builder<S> optionsFirst() {
            optionsFirst = true;
            return this;
        }

        /** It makes sense in a shell alone. */
        public Builder<S> inShell() {
            inShell = true;
            return this;
        }

        /** A short form of an option. */
        public Builder<S> shorthand(String letter, Option option) {
            shorthands.put(letter, option.flag());
            return this;
        }

        /** How it is used: what is typed behind the scope; behind an equals sign, all that is typed. */
        public Builder<S> example(String words) {
            examples.add(words);
            return this;
        }

        /** A short name without a scope, for the shell. */
        public Builder<S> alias(String word) {
            alias = Optional.of(word);
            return this;
        }

        /** The verb, which is done by this. */
        public Verb<S> by(Function<Call<S>, Answer> action) {
            return new Verb<>(this, action);
        }
    }
}
