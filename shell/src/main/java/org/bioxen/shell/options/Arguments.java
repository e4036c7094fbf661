// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Arguments of a command, told apart into options and operands: {@code --option value} or {@code --option=value}, {@code --}
 * before operands that start with a dash. Immutable.
 *
 * <p>An own reader of a hundred lines and not a library, because it stands in the start path of every one-shot.
 */
public final class Arguments {
    private final Map<Option, List<String>> options;
    private final List<String> operands;

    private Arguments(Map<Option, List<String>> options, List<String> operands) {
        this.options = options;
        this.operands = List.copyOf(operands);
    }

    /**
     * Reads arguments in which options and operands may be mixed.
     *
     * @param allowed the options of the command
     * @throws UsageException if an option is unknown or its value is missing
     */
    public static Arguments mixed(Set<Option> allowed, List<String> args) {
        return read(allowed, args, false);
    }

    /**
     * Reads arguments whose options all come before the first operand; what follows that is operands, whatever it looks like.
     *
     * @param allowed the options of the command
     * @throws UsageException if an option is unknown or its value is missing
     */
    public static Arguments optionsFirst(Set<Option> allowed, List<String> args) {
        return read(allowed, args, true);
    }

    private static Arguments read(Set<Option> allowed, List<String> args, boolean optionsFirst) {
        Map<Option, List<String>> options = new EnumMap<>(Option.class);
        List<String> operands = new ArrayList<>();
        int at = 0;
        while (at < args.size()) {
            String arg = args.get(at++);
            if (arg.equals("--")) {
                operands.addAll(args.subList(at, args.size()));
                break;
            }
            if (arg.length() < 2 || arg.charAt(0) != '-') {
                operands.add(arg);
                if (optionsFirst) {
                    operands.addAll(args.subList(at, args.size()));
                    break;
                }
                continue;
            }
            int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            String flag = equals < 0 ? arg : arg.substring(0, equals);
            Option option = find(allowed, flag);
            String value = equals < 0 ? "" : arg.substring(equals + 1);
            if (option.takesValue() && equals < 0) {
                if (at == args.size()) {
                    throw new UsageException(flag + " needs a value: " + flag + " " + option.operand());
                }
                value = args.get(at++);
            } else if (!option.takesValue() && equals >= 0) {
                throw new UsageException(flag + " takes no value, but was given '" + value + "'");
            }
            List<String> values = options.get(option);
            if (values == null) {
                values = new ArrayList<>(1);
                options.put(option, values);
            }
            values.add(value);
        }
        return new Arguments(options, operands);
    }

    private static Option find(Set<Option> allowed, String flag) {
        if (flag.equals("-h") && allowed.contains(Option.HELP)) {
            return Option.HELP;
        }
        for (Option option : allowed) {
            if (option.flag().equals(flag)) {
                return option;
            }
        }
        throw new UsageException("there is no option " + flag + " here"
                + Spelling.nearest(flag, allowed.stream().map(Option::flag).toList())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; put -- before an argument that starts with a dash"));
    }

    /** Whether an option is there. */
    public boolean has(Option option) {
        return options.containsKey(option);
    }

    /**
     * The value of an option that makes sense once.
     *
     * @throws UsageException if it was given more than once
     */
    public Optional<String> value(Option option) {
        List<String> values = values(option);
        if (values.size() > 1) {
            throw new UsageException(option.flag() + " was given " + values.size() + " times; give it once");
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** The values of an option, in their order. */
    public List<String> values(Option option) {
        return options.getOrDefault(option, List.of());
    }

    /** What is no option, in order. */
    public List<String> operands() {
        return operands;
    }
}
