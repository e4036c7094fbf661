// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of a {@code .cfg} file, as File Install reads it: properties whose values may refer to others by <code>${…}</code>. A change
 * touches the lines of its key and no others, whatever they are. Immutable.
 */
final class PropertiesText {
    /** A value that File Install takes for one with a type, if all of a file are such. */
    private static final Pattern TYPED =
            Pattern.compile("\\s*[TILFDXSCBilfdxscb]?(\\[.*\\]|\\{.*\\}|\".*\")\\s*", Pattern.DOTALL);

    private static final Pattern LINES = Pattern.compile("(?<=\n)|(?<=\r)(?!\n)");
    private static final String BLANK = " \t\f";

    private final List<Part> parts;

    /** Some lines with their ends: those of one property, or a comment or empty line, which has no key. */
    private record Part(String lines, String key, String value) {
        boolean isProperty() {
            return !key.isEmpty();
        }
    }

    private PropertiesText(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Reads a file's text. */
    static PropertiesText of(String text) {
        List<Part> parts = new ArrayList<>();
        List<String> lines = text.isEmpty() ? List.of() : List.of(LINES.split(text));
        for (int at = 0; at < lines.size(); ) {
            if (isComment(lines.get(at))) {
                parts.add(new Part(lines.get(at++), "", ""));
                continue;
            }
            StringBuilder whole = new StringBuilder();
            StringBuilder joined = new StringBuilder();
            boolean more = true;
            while (more && at < lines.size()) {
                String line = lines.get(at++);
                whole.append(line);
                if (!isComment(line)) {
                    String content = unended(line);
                    more = continues(content);
                    joined.append(stripLeading(more ? content.substring(0, content.length() - 1) : content));
                }
            }
            parts.add(property(whole.toString(), joined.toString()));
        }
        return new PropertiesText(parts);
    }

    private static String unended(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }

    private static boolean isComment(String line) {
        String words = line.trim();
        return words.isEmpty() || words.charAt(0) == '#' || words.charAt(0) == '!';
    }

    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 != 0;
    }

    private static String stripLeading(String line) {
        int at = 0;
        while (at < line.length() && BLANK.indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return line.substring(at);
    }

    private static Part property(String lines, String joined) {
        StringBuilder key = new StringBuilder();
        int at = 0;
        while (at < joined.length() && "=: \t\f".indexOf(joined.charAt(at)) < 0) {
            if (joined.charAt(at) != '\\' || at + 1 == joined.length()) {
                key.append(joined.charAt(at++));
            } else if (joined.charAt(at + 1) == 'u' && at + 6 <= joined.length()) {
                key.append(unicode(joined.substring(at + 2, at + 6)));
                at += 6;
            } else {
                key.append(joined.charAt(at + 1));
                at += 2;
            }
        }
        String rest = stripLeading(joined.substring(at));
        boolean separated = !rest.isEmpty() && "=:".indexOf(rest.charAt(0)) >= 0;
        return new Part(lines, key.toString(), separated ? stripLeading(rest.substring(1)) : rest);
    }

    private static String unicode(String digits) {
        try {
            return String.valueOf((char) Integer.parseInt(digits, 16));
        } catch (NumberFormatException none) {
            return "\\u" + digits;
        }
    }

    /** Whether a key has a value. */
    boolean has(String key) {
        return parts.stream().anyMatch(part -> part.key().equals(key));
    }

    /** Whether there is no property in it. */
    boolean isEmpty() {
        return parts.stream().noneMatch(Part::isProperty);
    }

    /** Whether there is nothing in it at all, or nothing but empty lines. */
    boolean isBlank() {
        return text().isBlank();
    }

    /** Whether its values have types, in the other notation that File Install knows; or it is XML. */
    boolean isForeign() {
        return text().startsWith("<")
                || !isEmpty()
                        && parts.stream().filter(Part::isProperty).allMatch(part -> TYPED.matcher(part.value())
                                .matches());
    }

    /** The same with another value: in the place of the old one, or at the end. */
    PropertiesText with(String key, String value) {
        List<Part> changed = new ArrayList<>(parts);
        int last = -1;
        for (int at = 0; at < changed.size(); at++) {
            last = changed.get(at).key().equals(key) ? at : last;
        }
        String written = encoded(value, true);
        Part property = new Part(encoded(key, false) + " = " + written + lineEnd(), key, written);
        if (last >= 0) {
            changed.set(last, property);
            // An earlier one of the same key never counted.
            changed.removeIf(part -> part != property && part.key().equals(key));
        } else {
            if (!changed.isEmpty()) {
                Part before = changed.get(changed.size() - 1);
                if (unended(before.lines()).equals(before.lines())) {
                    changed.set(changed.size() - 1, new Part(before.lines() + lineEnd(), before.key(), before.value()));
                }
            }
            changed.add(property);
        }
        return new PropertiesText(changed);
    }

    /** The same without a value for this key; the comments stay. */
    PropertiesText without(String key) {
        return new PropertiesText(
                parts.stream().filter(part -> !part.key().equals(key)).toList());
    }

    /** The text. */
    String text() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.lines()));
        return text.toString();
    }

    private String lineEnd() {
        return parts.stream().anyMatch(part -> part.lines().endsWith("\r\n")) ? "\r\n" : "\n";
    }

    /** Text as it stands in a file of any encoding, so that neither reading nor the resolving of references changes it. */
    private static String encoded(String text, boolean value) {
        // Once for the references, whose braces and backslashes are escaped, once for the properties.
        String literal = !value
                ? text
                : text.replace("$__", "$____")
                        .replace("\\", "\\\\")
                        .replace("{", "\\{")
                        .replace("}", "\\}");
        StringBuilder line = new StringBuilder();
        int end = literal.length();
        while (end > 0 && literal.charAt(end - 1) == ' ') {
            end--;
        }
        for (int at = 0; at < literal.length(); at++) {
            char c = literal.charAt(at);
            if (c == '\\') {
                line.append("\\\\");
            } else if (c < ' ' || c > '~' || (value ? isSpecial(c, at, end) : "=: #!".indexOf(c) >= 0)) {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }

    /** Space at the ends, and what the values with a type begin with. */
    private static boolean isSpecial(char c, int at, int end) {
        return c == ' ' && (at == 0 || at >= end) || c == '"' || c == '[';
    }
}
