// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts stars in the place of what is secret. In doubt it hides too much. */
public final class SecretMask {
    private static final String STARS = "***";
    private static final String NAMES =
            "(?i)(password|passwd|passphrase|pwd|secret|token|credential|authorization|key)";
    private static final Pattern SECRET = Pattern.compile(NAMES);
    private static final Pattern SECRET_AND_VALUE = Pattern.compile(NAMES + "[\\w.-]*[\"']?[=:\\s]");
    private static final Pattern IN_ADDRESS = Pattern.compile("(\\w+\\\\?:\\\\?/\\\\?/)[^/\\s]*@");
    private static final Pattern NAME = Pattern.compile("[#!\\s]*[^=:\\s]*\\s*[=:]?\\s*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");
    private static final Pattern XML = Pattern.compile("[\\s\uFEFF]*<");
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private SecretMask() {}

    /** The value of a property, which is one line. */
    public static String value(String name, String value) {
        return SECRET.matcher(name).find() || SECRET_AND_VALUE.matcher(value).find()
                ? STARS
                : addresses(value.replace("\r", "\\r").replace("\n", "\\n"));
    }

    /** The text of a script: all of it, or nothing, for a secret may be in a variable far from its name. */
    public static String script(String text) {
        return SECRET.matcher(text).find() ? STARS + " (it speaks of a secret)" : addresses(text);
    }

    /**
     * The text of a configuration file. Lines that a backslash joins are one; so are, with values that have types, those of one quoted
     * or listed value.
     */
    public static String configuration(String text, boolean typed) {
        if (XML.matcher(text).lookingAt()) {
            return script(text);
        }
        StringBuilder masked = new StringBuilder();
        List<String> lines = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        for (String line : LINE_END.split(text, -1)) {
            boolean within = !lines.isEmpty();
            boolean backslash = continues(line);
            lines.add(line);
            String content = backslash ? line.substring(0, line.length() - 1) : line;
            joined.append(within ? content.stripLeading() : content);
            // A comment does not end the value that it stands in.
            if (!backslash && !(isComment(line) && !isComment(lines.get(0))) && !(typed && isOpen(joined))) {
                masked.append(logical(lines, joined.toString())).append('\n');
                lines.clear();
                joined.setLength(0);
            }
        }
        if (!lines.isEmpty()) {
            masked.append(logical(lines, joined.toString())).append('\n');
        }
        return masked.toString();
    }

    private static String logical(List<String> lines, String joined) {
        String plain = ESCAPE.matcher(joined).replaceAll(SecretMask::unescaped);
        if (SECRET.matcher(joined).find() || SECRET.matcher(plain).find()) {
            Matcher name = NAME.matcher(joined);
            if (!name.lookingAt() || name.end() == joined.length()) {
                return joined;
            }
            // In a comment the first word is a name only if it looks like one.
            boolean sentence =
                    isComment(joined) && !SECRET.matcher(name.group()).find();
            return (sentence ? "# " : name.group()) + STARS;
        }
        if (IN_ADDRESS.matcher(joined).find()) {
            return addresses(joined);
        }
        return IN_ADDRESS.matcher(plain).find() ? addresses(plain) : String.join("\n", lines);
    }

    private static String unescaped(MatchResult escape) {
        return Matcher.quoteReplacement(
                escape.group(1) == null
                        ? escape.group(2)
                        : String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
    }

    /** Text without the users, and their passwords, that stand in addresses. */
    public static String addresses(String text) {
        return IN_ADDRESS.matcher(text).replaceAll("$1" + STARS + "@");
    }

    private static boolean isComment(String line) {
        String words = line.strip();
        return words.isEmpty() || words.charAt(0) == '#' || words.charAt(0) == '!';
    }

    private static boolean continues(String line) {
        int at = line.length();
        while (at > 0 && line.charAt(at - 1) == '\\') {
            at--;
        }
        return (line.length() - at) % 2 != 0;
    }

    /** Whether a typed value goes on in the next line: in quotes, or in a list. */
    private static boolean isOpen(CharSequence joined) {
        String text = joined.toString().strip();
        if (isComment(text)) {
            return false;
        }
        long quotes = ESCAPE.matcher(text)
                .replaceAll("")
                .chars()
                .filter(c -> c == '"')
                .count();
        return quotes % 2 != 0 || "=[({,".indexOf(text.charAt(text.length() - 1)) >= 0;
    }
}
