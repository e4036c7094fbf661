// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody types into terminals and what these show, as a section of a Markdown page tells it. Each indented block is a piece of
 * what one terminal shows: a line with a prompt is typed, every other line is output. It belongs to the second terminal if the paragraph
 * above it speaks of "the other terminal". The whole notation:
 *
 * <ul>
 *   <li>{@code $ }, {@code bioxen> }, {@code > } and {@code >> } are prompts;
 *   <li>{@code (Ctrl-D)} at the end of a line is that key, pressed instead of Enter; alone it is pressed while a command runs, once
 *       all that stands above has appeared;
 *   <li>{@code …} is any text within a line, and alone in a line any number of lines;
 *   <li>times, durations, process ids and the home directory are compared by their form, and so is how wide the gap between two
 *       columns is, which follows from them.
 * </ul>
 *
 * Immutable.
 *
 * @param blocks its pieces, in their order
 */
record Transcript(List<Block> blocks) {
    /** How the home directory is written. */
    static final String HOME = "/home/ada";

    private static final Pattern INPUT = Pattern.compile("(\\$|bioxen>|>>?)(?: (.*))?");
    private static final Pattern KEY = Pattern.compile("\\(Ctrl-([A-Z])\\)$");
    private static final String INDENT = "    ";

    private static final List<Mask> VARYING = List.of(
            new Mask("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d([.]\\d+)?Z?", "<time>"),
            new Mask("(?<![\\d:])\\d\\d:\\d\\d:\\d\\d([.]\\d+)?(?![\\d:])", "<time>"),
            new Mask("(?<![\\w.])\\d+([.]\\d+)? ?(ms|s)\\b", "<duration>"),
            new Mask("\\b(pid|process) \\d+", "$1 <number>"));

    private static final Mask GAP = new Mask("(?<=\\S) {2,}", "  ");

    Transcript {
        blocks = List.copyOf(blocks);
    }

    /** A piece of what a terminal shows. */
    record Block(int number, boolean other, List<Line> lines) {
        Block {
            lines = List.copyOf(lines);
        }

        /** What the terminal is to show, as it is written. */
        List<String> expected() {
            return lines.stream().map(Line::text).toList();
        }
    }

    /** A line of a terminal. */
    sealed interface Line {
        /** The line as it is written. */
        String text();
    }

    /** A line that is shown. */
    record Output(String text) implements Line {}

    /**
     * A line that is typed.
     *
     * @param text the line as it is written
     * @param prompt what stands before it; empty while a command runs
     * @param typed the text that is typed
     * @param key the key that is pressed at last
     */
    record Input(String text, String prompt, String typed, String key) implements Line {}

    /** Reads the section with this heading. */
    static Transcript of(String markdown, String heading) {
        List<Block> blocks = new ArrayList<>();
        List<Line> block = new ArrayList<>();
        boolean inside = false;
        boolean other = false;
        String paragraph = "";
        int number = 0;
        int first = 0;
        int blank = 0;
        for (String line : (markdown + "\n##\n").lines().toList()) {
            number++;
            boolean code = inside && line.startsWith(INDENT);
            if (!code && !line.isBlank() && !block.isEmpty()) {
                blocks.add(new Block(first, other, block));
                block = new ArrayList<>();
                paragraph = "";
            }
            if (line.startsWith("## ") || line.equals("##")) {
                inside = line.equals("## " + heading);
            } else if (code) {
                if (block.isEmpty()) {
                    first = number;
                    other = paragraph.contains("the other terminal");
                }
                block.addAll(Collections.nCopies(block.isEmpty() ? 0 : blank, new Output("")));
                block.add(line(line.substring(INDENT.length()).stripTrailing()));
            } else if (!line.isBlank()) {
                paragraph += " " + line;
            }
            blank = line.isBlank() ? blank + 1 : 0;
        }
        return new Transcript(blocks);
    }

    private static Line line(String text) {
        Matcher key = KEY.matcher(text);
        boolean pressed = key.find();
        String typed = pressed ? text.substring(0, key.start()) : text;
        if (pressed && typed.isEmpty()) {
            return new Input(text, "", "", "C-" + key.group(1).toLowerCase());
        }
        Matcher input = INPUT.matcher(typed);
        if (!input.matches()) {
            return new Output(text);
        }
        String rest = input.group(2) == null ? "" : input.group(2);
        return new Input(
                text, input.group(1), rest, pressed ? "C-" + key.group(1).toLowerCase() : "Enter");
    }

    /** Whether this is what a terminal shows that waits for an input. */
    static boolean isPrompt(String line) {
        return List.of("$", "bioxen>", ">", ">>").contains(line.strip());
    }

    /**
     * Compares what a terminal shows with what is written.
     *
     * @param home the home directory of who typed it
     * @return the first difference, if there is one
     */
    static Optional<String> difference(List<String> expected, List<String> shown, Path home) {
        return difference(
                expected.stream().map(Transcript::masked).toList(),
                shown.stream()
                        .map(line -> masked(line.replace(home.toString(), HOME)))
                        .toList());
    }

    private static Optional<String> difference(List<String> expected, List<String> shown) {
        int at = 0;
        for (int i = 0; i < expected.size(); i++) {
            String line = expected.get(i);
            if (line.strip().equals("…")) {
                List<String> rest = expected.subList(i + 1, expected.size());
                for (int skip = at; skip <= shown.size(); skip++) {
                    if (difference(rest, shown.subList(skip, shown.size())).isEmpty()) {
                        return Optional.empty();
                    }
                }
                return Optional.of("nothing after '…' is as expected");
            }
            if (at == shown.size()) {
                return Optional.of("expected, but not there: " + line);
            }
            if (!like(line, shown.get(at))) {
                return Optional.of("expected: " + line + "\n   but was: " + shown.get(at));
            }
            at++;
        }
        return at == shown.size() ? Optional.empty() : Optional.of("not expected: " + shown.get(at));
    }

    private static boolean like(String expected, String shown) {
        StringBuilder pattern = new StringBuilder();
        for (String part : expected.split("…", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.matches(pattern.toString(), shown);
    }

    /** The line without what is different each time. */
    private static String masked(String line) {
        String masked = KEY.matcher(line.replaceAll("\\^[CD](\\$|bioxen>)?", ""))
                .replaceAll("")
                .stripTrailing();
        return GAP.over(withoutVarying(masked));
    }

    /** A line in which times, durations and process ids have given way to names for them. */
    static String withoutVarying(String line) {
        String masked = line;
        for (Mask mask : VARYING) {
            masked = mask.over(masked);
        }
        return masked;
    }

    /** What is different each time, and what stands for it. */
    private record Mask(Pattern varies, String written) {
        Mask(String varies, String written) {
            this(Pattern.compile(varies), written);
        }

        String over(String line) {
            return varies.matcher(line).replaceAll(written);
        }
    }
}
