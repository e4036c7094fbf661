// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.verb;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;

/**
 * One use of a verb: its arguments, and what they mean. What makes no sense is an {@link IllegalArgumentException}.
 *
 * @param <S> the services that the verb works with
 */
public final class Call<S> {
    private final Verb<S> verb;
    private final Arguments arguments;
    private final List<?> given;
    private final S services;
    private final Circumstances circumstances;

    Call(Verb<S> verb, Arguments arguments, List<?> given, S services, Circumstances circumstances) {
        this.verb = verb;
        this.arguments = arguments;
        this.given = given;
        this.services = services;
        this.circumstances = circumstances;
    }

    /** What it works with. */
    public S services() {
        return services;
    }

    /** Where it is used. */
    public Circumstances circumstances() {
        return circumstances;
    }

    /** The verb. */
    public Verb<S> verb() {
        return verb;
    }

    /** Its words, told apart. */
    public Arguments arguments() {
        return arguments;
    }

    /** The first thing of a type that was given as it is, and not as a word: what a variable or another command of the shell holds. */
    public <T> Optional<T> thing(Class<T> type) {
        return given.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Whether an option is there. */
    public boolean has(Option option) {
        return arguments.has(option);
    }

    /** The value of an option that makes sense once. */
    public Optional<String> value(Option option) {
        return arguments.value(option);
    }

    /** The operands. */
    public List<String> operands() {
        return arguments.operands();
    }

    /**
     * The operands, of which there must be so many.
     *
     * @throws UsageException if there are fewer or more
     */
    public List<String> operands(int least, int most) {
        int count = operands().size();
        if (count < least || count > most) {
            throw new UsageException(verb + " takes "
                    + (verb.operands().isEmpty() ? "no operands" : verb.operands())
                    + ", but was given " + (count == 0 ? "nothing" : String.join(" ", operands()))
                    + verb.hint());
        }
        return operands();
    }

    /** An operand that there is exactly one of. */
    public String operand() {
        return operands(1, 1).get(0);
    }

    /** What words mean. */
    public static <T> List<T> read(List<String> words, Function<String, T> reader) {
        List<T> read = new ArrayList<>();
        for (String word : words) {
            read.add(reader.apply(word));
        }
        return read;
    }

    /** A path that was typed. */
    public Path path(String text) {
        try {
            return circumstances.directory().resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException notOne) {
            throw new UsageException("'" + text + "' is no path: " + notOne.getMessage());
        }
    }

    /** A count that has a usual value. */
    public int count(Option option, int otherwise) {
        return arguments
                .value(option)
                .map(text -> Quantities.count(option.flag(), text))
                .orElse(otherwise);
    }
}
