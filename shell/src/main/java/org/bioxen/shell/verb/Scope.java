// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.verb;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bioxen.shell.options.Paragraph;
import org.bioxen.shell.options.Spelling;
import org.bioxen.shell.options.UsageException;

/**
 * The verbs that belong together. Immutable, thread-safe.
 *
 * @param name what is put before a verb: {@code vm}
 * @param description what they are about, in one line
 * @param verbs in the order in which help lists them
 * @param text an answer of theirs as people read it, without a line end
 * @param json an answer of theirs as one JSON object on one line
 * @param <S> the services that they work with
 */
public record Scope<S>(
        String name,
        String description,
        List<Verb<S>> verbs,
        Function<Object, String> text,
        Function<Object, String> json) {
    /** Copies the list. */
    public Scope {
        verbs = List.copyOf(verbs);
    }

    /** A verb, if there is one of this name. */
    public Optional<Verb<S>> find(String verb) {
        return verbs.stream().filter(each -> each.name().equals(verb)).findFirst();
    }

    /**
     * A verb.
     *
     * @throws UsageException if there is none of this name
     */
    public Verb<S> get(String verb) {
        return find(verb)
                .orElseThrow(() -> new UsageException("there is no verb '" + verb + "' of " + name
                        + Spelling.nearest(verb, names())
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElseGet(() -> "; there are " + String.join(", ", names()))));
    }

    /**
     * Does what a verb of this scope does.
     *
     * @param given its arguments: words as they were typed, or things that another command returned
     * @param words the same, all as words
     * @throws UsageException if they make no sense
     * @throws org.bioxen.api.vm.LuaVmException if it cannot be done
     */
    public Answer run(Verb<S> verb, List<?> given, List<String> words, S services, Circumstances circumstances) {
        return verb.run(given, words, services, circumstances, json);
    }

    private List<String> names() {
        return verbs.stream().map(Verb::name).toList();
    }

    /** What there is in it. */
    public String help() {
        StringBuilder text = new StringBuilder(name + ": " + description + "\n");
        int width = names().stream().mapToInt(String::length).max().orElse(0) + 2;
        for (Verb<S> verb : verbs) {
            text.append('\n').append(Paragraph.entry("  " + verb, 2 + name.length() + 1 + width, verb.description()));
        }
        return text.append("\n\n")
                .append(Paragraph.wrapped(
                        "help " + name + ":VERB says what a verb takes; outside the shell these are bioxen " + name
                                + " VERB.",
                        0))
                .toString();
    }
}
