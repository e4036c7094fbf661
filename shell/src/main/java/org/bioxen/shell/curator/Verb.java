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
import org.bioxen.shell.options.UsageException;

/** One thing that can be done with packages, environments or catalogs. Immutable, thread-safe. */
public final class Verb {
    private static final String EXAMPLE = ", as in ";
    private static final int WIDTH = 100;

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
        Answer answer = answer(new Call(this, arguments, circumstances));
        if (arguments.has(Option.SILENT)) {
            return new Answer(Optional.empty(), answer.complaint());
        }
        if (arguments.has(Option.AS_JSON)) {
            return new Answer(answer.value().map(CuratorJson::of), answer.complaint());
        }
        return answer;
    }

    private Answer answer(Call call) {
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

    /** Whether these arguments ask for JSON, as far as they can be understood. */
    public boolean asksForJson(List<String> words) {
        return options.contains(Option.AS_JSON) && words.contains(Option.AS_JSON.flag());
    }

    /** What it does, what it takes and what its options mean. */
    public String help() {
        String command = "bioxen " + scope + " ";
        int example = usage.indexOf(EXAMPLE);
        return wrapped(command + name + " " + (example < 0 ? usage : usage.substring(0, example)))
                + "\n\n" + Character.toUpperCase(description.charAt(0)) + description.substring(1) + ".\n"
                + (example < 0 ? "" : "Example: " + command + usage.substring(example + EXAMPLE.length()) + "\n")
                + "\n" + Help.options(options);
    }

    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                lines.append("\n     ");
                column = 5;
            } else if (column > 0) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }

    /** As it is called in the shell. */
    @Override
    public String toString() {
        return scope + ":" + name;
    }
}
