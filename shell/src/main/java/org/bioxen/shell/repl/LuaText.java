// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import java.util.Set;

/**
 * What can be told of Lua source without a compiler: whether more must follow, so that a prompt can ask for it before anything is
 * sent. Whether source is right is the engine's to say: what is wrong, or in doubt, counts as whole. Source: Lua 5.4 manual,
 * section 3.
 */
final class LuaText {
    /** A chunk cannot end with one of these. */
    private static final Set<String> NEVER_LAST = Set.of(
            "and", "or", "not", "local", "in", "=", "==", "~=", "<", "<=", ">", ">=", "+", "-", "*", "/", "//", "%",
            "^", "#", "&", "|", "~", "<<", ">>", "..", ",", ".", ":");

    private final String text;
    private int at;
    /** Blocks and brackets that are open. */
    private int open;
    /** Loops whose {@code do} has not come. */
    private int loops;

    private String last = "";

    private LuaText(String text) {
        this.text = text;
    }

    /** Whether the source cannot be complete: a block, bracket, string, comment or expression in it is open. */
    static boolean incomplete(String source) {
        return new LuaText(source).scan();
    }

    private boolean scan() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (text.startsWith("--", at)) {
                at += 2;
                if (longBracket() < 0) {
                    skipLine();
                } else if (!skipLongBracket()) {
                    return true;
                }
            } else if (longBracket() >= 0) {
                last = "";
                if (!skipLongBracket()) {
                    return true;
                }
            } else if (c == '"' || c == '\'') {
                last = "";
                if (!skipString(c)) {
                    // A line that ends in the middle of a string is wrong, unless it ends with a backslash.
                    return at > text.length();
                }
            } else {
                token(word(c));
            }
            if (open < 0) {
                return false;
            }
        }
        return open > 0 || NEVER_LAST.contains(last);
    }

    private void token(String word) {
        switch (word) {
            case "while", "for" -> {
                open++;
                loops++;
            }
            case "do" -> {
                if (loops > 0) {
                    loops--;
                } else {
                    open++;
                }
            }
            case "function", "if", "repeat", "(", "{", "[" -> open++;
            case "end", "until", ")", "}", "]" -> open--;
            default -> {}
        }
        last = word.equals("until") ? "not" : word;
    }

    /** Takes a name, a number, an operator or a bracket. */
    private String word(char first) {
        int start = at++;
        if (isNamePart(first)) {
            boolean number = Character.isDigit(first);
            while (at < text.length() && (isNamePart(text.charAt(at)) || number && text.charAt(at) == '.')) {
                at++;
            }
            return text.substring(start, at);
        }
        // Of operators only the end matters, except where the length makes another one: "..." is a value, "::" ends a
        // label.
        while (at < text.length() && text.charAt(at) == first && "=.<>:/~".indexOf(first) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNamePart(char c) {
        return c == '_' || c < 128 && Character.isLetterOrDigit(c);
    }

    /** The level of a long bracket that opens here; -1 if none does. */
    private int longBracket() {
        if (at >= text.length() || text.charAt(at) != '[') {
            return -1;
        }
        int level = 0;
        while (at + 1 + level < text.length() && text.charAt(at + 1 + level) == '=') {
            level++;
        }
        return at + 1 + level < text.length() && text.charAt(at + 1 + level) == '[' ? level : -1;
    }

    private boolean skipLongBracket() {
        String close = "]" + "=".repeat(longBracket()) + "]";
        int end = text.indexOf(close, at + close.length());
        at = end < 0 ? text.length() : end + close.length();
        return end >= 0;
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
    }

    /** Skips a short string; if it has no end, stands at the end of its line, or beyond the text if a backslash asks for more. */
    private boolean skipString(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return true;
            }
            if (c == '\\' && text.startsWith("z", at + 1)) {
                // \z skips whatever white space follows, line ends too.
                at += 2;
                while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                if (at == text.length()) {
                    at++;
                    return false;
                }
            } else {
                at += c == '\\' ? 2 : 1;
                if (c == '\\' && at == text.length() && text.endsWith("\n")) {
                    at++;
                }
            }
        }
        return false;
    }
}
