// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

/** Tells what is wrong in Lua 5.2 only because a later version brought it. Source: Lua 5.3 and 5.4 manuals, sections 3 and 8. */
final class NewerSyntax {
    private static final String HERE = "; this backend runs Lua 5.2 (use --backend process)";

    private NewerSyntax() {}

    /** Whether a message came from here. */
    static boolean isNamedIn(String message) {
        return message.contains(HERE);
    }

    /** What is to be said of the token that is not valid where it is, or {@code null} if no later version has it. */
    static String at(byte[] source, int token, int start) {
        return switch (token) {
            case '&', '|', '~' -> operator(Character.toString(token));
            case '/', '>' ->
                isAt(source, start - 1, token)
                        ? operator(Character.toString(token).repeat(2))
                        : null;
            case '<' -> isAt(source, start - 1, token) ? operator("<<") : attribute(source, start);
            default -> null;
        };
    }

    private static String operator(String operator) {
        return "the operator '" + operator + "' needs Lua 5.3" + HERE;
    }

    private static String attribute(byte[] source, int start) {
        int from = blanks(source, start + 1);
        int to = from;
        while (to < source.length && source[to] >= 'a' && source[to] <= 'z') {
            to++;
        }
        StringBuilder name = new StringBuilder();
        for (int i = from; i < to && name.length() <= 5; i++) {
            name.append((char) source[i]);
        }
        boolean isKnown = name.toString().equals("const") || name.toString().equals("close");
        return isKnown && isAt(source, blanks(source, to), '>')
                ? "the attribute '<" + name + ">' needs Lua 5.4" + HERE
                : null;
    }

    private static int blanks(byte[] source, int from) {
        int at = from;
        while (at < source.length && (source[at] == ' ' || source[at] >= 9 && source[at] <= 13)) {
            at++;
        }
        return at;
    }

    private static boolean isAt(byte[] source, int at, int c) {
        return at >= 0 && at < source.length && source[at] == c;
    }
}
