// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.PackageName;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.DefaultEnvironment;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;

/** One use of a verb: its arguments, and what they mean. What makes no sense is an {@link IllegalArgumentException} here. */
final class Call {
    private final Verb verb;
    private final Arguments arguments;
    private final Circumstances circumstances;

    Call(Verb verb, Arguments arguments, Circumstances circumstances) {
        this.verb = verb;
        this.arguments = arguments;
        this.circumstances = circumstances;
    }

    CuratorServices services() {
        return circumstances.services();
    }

    boolean has(Option option) {
        return arguments.has(option);
    }

    Optional<String> value(Option option) {
        return arguments.value(option);
    }

    List<String> operands() {
        return arguments.operands();
    }

    /** The operands, of which there must be so many. */
    List<String> operands(int least, int most) {
        int given = operands().size();
        if (given < least || given > most) {
            throw new UsageException(verb + " takes " + verb.usage() + ", but was given "
                    + (given == 0 ? "nothing" : String.join(" ", operands())));
        }
        return operands();
    }

    /** An operand that there is exactly one of. */
    String operand() {
        return operands(1, 1).get(0);
    }

    /** The environment that options or variables name. */
    String environment() {
        return arguments
                .value(Option.ENV)
                .filter(name -> !name.isBlank())
                .or(circumstances::environment)
                .orElseThrow(this::noEnvironment);
    }

    /** The environment that is the first operand; without one, that which the variable names. */
    String environmentOperand() {
        return operands().isEmpty()
                ? circumstances.environment().orElseThrow(this::noEnvironment)
                : operands().get(0);
    }

    private UsageException noEnvironment() {
        List<String> names = services().environments().list().stream()
                .map(EnvironmentInfo::name)
                .toList();
        boolean option = verb.options().contains(Option.ENV);
        return new UsageException(verb + " needs an environment: give "
                + (option ? Option.ENV.flag() + " NAME" : "its NAME") + " or set " + DefaultEnvironment.VARIABLE + "; "
                + (names.isEmpty()
                        ? "there is none yet, env:create makes one"
                        : "there is " + String.join(", ", names)));
    }

    /** Packages by name. */
    List<PackageName> names(List<String> words) {
        return read(words, PackageName::parse);
    }

    static <T> List<T> read(List<String> words, Function<String, T> reader) {
        List<T> read = new ArrayList<>();
        for (String word : words) {
            read.add(reader.apply(word));
        }
        return read;
    }

    Path path(String text) {
        try {
            return circumstances.directory().resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException notOne) {
            throw new UsageException("'" + text + "' is no path: " + notOne.getMessage());
        }
    }

    /** A count that has a usual value. */
    int count(Option option, int otherwise) {
        return arguments
                .value(option)
                .map(text -> Quantities.count(option.flag(), text))
                .orElse(otherwise);
    }

    /** How a change shall be made. */
    ChangeOptions changeOptions() {
        ChangeOptions.Builder options = ChangeOptions.builder()
                .dryRun(has(Option.DRY_RUN))
                .force(has(Option.FORCE))
                .offline(has(Option.OFFLINE))
                .oldest(has(Option.OLDEST))
                .autoremove(has(Option.AUTOREMOVE))
                .allowYanked(has(Option.YANKED));
        read(arguments.values(Option.EXCLUDE), Dependency::parse).forEach(options::exclude);
        value(Option.LOCK_TIMEOUT).ifPresent(text -> options.lockTimeout(lockTimeout(text)));
        if (!has(Option.SILENT)) {
            options.progress(circumstances.progress());
        }
        return options.build();
    }

    private static Duration lockTimeout(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Duration time = Quantities.time(Option.LOCK_TIMEOUT, text);
        if (time.compareTo(Duration.ofDays(1)) > 0) {
            throw new UsageException(Option.LOCK_TIMEOUT.flag() + " was given '" + text + "'; give at most 24h");
        }
        return time;
    }
}
