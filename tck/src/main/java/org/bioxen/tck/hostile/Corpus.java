// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The scripts, read from the chapters beside this class. A chapter is a file of Lua; a line {@code --- name} begins a
 * script, and the lines {@code -- key: value} after it say what it is about.
 */
final class Corpus {
    /** The chapters with attacks. */
    static final List<String> CHAPTERS = List.of("escapes", "contamination", "cpu", "memory", "stack", "process");

    /** The chapter of scripts that do no harm. */
    static final String CONTROLS = "controls";

    /** The chapters that are run in full at every level. */
    static final List<String> EVERYWHERE = List.of("escapes", "contamination", "process");

    /** When a script is stopped that may be stopped, unless its header says when. */
    private static final Duration SHORT = Duration.ofMillis(200);

    /** When a script is stopped that must end in another way. */
    private static final Duration LONG = Duration.ofMillis(2500);

    private Corpus() {}

    /** A resource beside this class, whole. */
    static String resource(String name) {
        try (InputStream stream = Corpus.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The scripts of a chapter, in their order. */
    static List<Attack> chapter(String name) {
        return parse(name, resource(name + ".lua"));
    }

    /** The scripts of all chapters, controls not included. */
    static List<Attack> attacks() {
        return CHAPTERS.stream().flatMap(chapter -> chapter(chapter).stream()).toList();
    }

    static List<Attack> parse(String chapter, String text) {
        List<Attack> attacks = new ArrayList<>();
        String[] parts = text.split("(?m)^--- ", -1);
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf('\n');
            String name = parts[i].substring(0, end).strip();
            try {
                attacks.add(attack(name, parts[i].substring(end + 1)));
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException(
                        "'" + name + "' in " + chapter + ".lua: " + wrong.getMessage(), wrong);
            }
        }
        return attacks;
    }

    private static Attack attack(String name, String text) {
        List<String> ids = List.of();
        String about = "";
        List<Expectation> expected = new ArrayList<>();
        Optional<Duration> wallTime = Optional.empty();
        OptionalLong instructions = OptionalLong.empty();
        boolean inputNeverComes = false;
        int minor = 1;
        int at = 0;
        while (text.startsWith("-- ", at)) {
            int end = text.indexOf('\n', at);
            String[] line = text.substring(at + 3, end).split(":", 2);
            if (line.length < 2) {
                throw new IllegalArgumentException("a header line is '-- key: value', not '" + line[0] + "'");
            }
            String value = line[1].strip();
            at = end + 1;
            switch (line[0]) {
                case "ids" -> ids = List.of(value.split(" +"));
                case "about" -> about = value;
                case "expect" -> expected.add(Expectation.parse(value));
                case "wall" -> wallTime = Optional.of(Duration.ofMillis(Long.parseLong(value)));
                case "limits" -> instructions = OptionalLong.of(number(value, "instructions="));
                case "input" -> inputNeverComes = value.equals("never");
                case "needs" -> minor = (int) number(value, "5.");
                default -> throw new IllegalArgumentException("unknown key '" + line[0] + "'");
            }
        }
        if (about.isEmpty() || expected.isEmpty()) {
            throw new IllegalArgumentException("it needs 'about' and 'expect'");
        }
        boolean mayBeStopped =
                expected.stream().anyMatch(expectation -> expectation.kind() == Expectation.Kind.TIMED_OUT);
        return new Attack(
                name,
                ids,
                about,
                expected,
                wallTime.orElse(mayBeStopped ? SHORT : LONG),
                instructions,
                inputNeverComes,
                minor,
                text.substring(at));
    }

    private static long number(String value, String prefix) {
        if (!value.startsWith(prefix)) {
            throw new IllegalArgumentException("'" + value + "' does not begin with " + prefix);
        }
        return Long.parseLong(value.substring(prefix.length()));
    }
}
