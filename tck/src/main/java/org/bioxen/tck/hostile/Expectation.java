// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.util.stream.Collectors;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.EvaluationResult;

/**
 * One end that a script may come to, as written after {@code expect:}.
 *
 * <ul>
 *   <li>{@code TIMED_OUT}, {@code LIMIT_EXCEEDED}: that outcome
 *   <li>{@code SCRIPT_ERROR word}: an error whose message has this text, whatever the case; without a text, any error
 *   <li>{@code COMPLETED text}: the returned values, as text, with a blank between; {@code *} is any
 *   <li>{@code EXIT 7}: ended by {@code os.exit}
 * </ul>
 *
 * @param kind what it is
 * @param text what follows; may be empty
 */
record Expectation(Kind kind, String text) {
    /** What can be expected. */
    enum Kind {
        COMPLETED,
        EXIT,
        SCRIPT_ERROR,
        TIMED_OUT,
        LIMIT_EXCEEDED
    }

    /** Reads what follows {@code expect:}. */
    static Expectation parse(String written) {
        String[] parts = written.split(" ", 2);
        return new Expectation(Kind.valueOf(parts[0]), parts.length == 1 ? "" : parts[1].strip());
    }

    /** Whether this is the end that it came to. */
    boolean isMetBy(EvaluationResult result) {
        return switch (kind) {
            case COMPLETED ->
                result.outcome() == Outcome.COMPLETED
                        && result.exitCode().isEmpty()
                        && (text.equals("*") || text.equals(text(result)));
            case EXIT ->
                result.exitCode().isPresent()
                        && text.equals(Integer.toString(result.exitCode().getAsInt()));
            case SCRIPT_ERROR ->
                result.outcome() == Outcome.SCRIPT_ERROR
                        && result.error().orElseThrow().message().toLowerCase().contains(text.toLowerCase());
            case TIMED_OUT -> result.outcome() == Outcome.TIMED_OUT;
            case LIMIT_EXCEEDED -> result.outcome() == Outcome.LIMIT_EXCEEDED;
        };
    }

    /** A result in words, short. */
    static String describe(EvaluationResult result) {
        String said = result.exitCode().isPresent()
                ? "EXIT " + result.exitCode().getAsInt()
                : result.error().isPresent()
                        ? result.outcome() + " " + result.error().get().message()
                        : result.outcome() + " " + text(result);
        return said.length() <= 2000 ? said.strip() : said.substring(0, 2000) + "...";
    }

    private static String text(EvaluationResult result) {
        return result.values().stream().map(LuaValue::asText).collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return text.isEmpty() ? kind.name() : kind + " " + text;
    }
}
