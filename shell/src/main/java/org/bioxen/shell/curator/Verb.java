// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bioxen.shell.cli.Help;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;

/** One thing that can be done with packages, environments or catalogs. Immutable, thread-safe. */
public final class Verb {
    private final String scope;
    private final String name;
    private final String usage;
    private final String description;
    private final Set<Option> options;
    private final Function<Call, Answer> action;

    Verb(
            String scope,
            String name,
            String usage,
            String description,
            Set<Option> options,
            Function<Call, Answer> action) {
        this.scope = scope;
        this.name = name;
        this.usage = usage;
        this.description = description;
        this.options = EnumSet.copyOf(options);
        this.options.add(Option.HELP);
        this.action = action;
    }

    /** What it is called within its scope. */
    public String name() {
        return name;
    }

    /** What it takes, and an example. */
    public String usage() {
        return usage;
    }

    /** What it does, in one line. */
    public String description() {
        return description;
    }

    /** Its options, {@code --help} among them. */
    public Set<Option> options() {
        return EnumSet.copyOf(options);
    }

    /**
     * Does it.
     *
     * @param words its arguments, as they were typed
     * @throws org.bioxen.shell.options.UsageException if they make no sense
     * @throws org.bioxen.api.curator.CuratorException if it cannot be done
     */
    public Answer run(List<String> words, Circumstances circumstances) {
        Arguments arguments = Arguments.mixed(options, words);
        if (arguments.has(Option.HELP)) {
            return Answer.of(help());
        }
        Answer answer = action.apply(new Call(this, arguments, circumstances));
        if (arguments.has(Option.SILENT)) {
            return new Answer(Optional.empty(), answer.complaint());
        }
        if (arguments.has(Option.AS_JSON)) {
            return new Answer(answer.value().map(CuratorJson::of), answer.complaint());
        }
        return answer;
    }

    /** Whether these arguments ask for JSON, as far as they can be understood. */
    public boolean asksForJson(List<String> words) {
        return options.contains(Option.AS_JSON) && words.contains(Option.AS_JSON.flag());
    }

    /** What it does, what it takes and what its options mean. */
    public String help() {
        return "bioxen " + scope + " " + name + " " + usage + "\n\n" + description + ".\n\n" + Help.options(options);
    }

    /** As it is called in the shell. */
    @Override
    public String toString() {
        return scope + ":" + name;
    }
}
