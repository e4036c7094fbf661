// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

/** Where the tokens of Lua source begin, for error messages. Source: Lua 5.2 manual, section 3.1. */
final class Tokens {
    private Tokens() {}

    /** Where the last token that begins before the end begins. */
    static int startOfLast(byte[] source, int end) {
        int start = 0;
        int at = 0;
        while (at < end) {
            int c = source[at];
            if (c == ' ' || c >= 9 && c <= 13) {
                at++;
            } else if (c == '-' && at + 1 < end && source[at + 1] == '-') {
                int level = longBracket(source, at + 2, end);
                if (level >= 0) {
                    start = at;
                    at = endOfLong(source, at + 4 + level, level, end);
                } else {
                    while (at < end && source[at] != '\n') {
                        at++;
                    }
                }
            } else {
                start = at;
                at = endOfToken(source, at, end);
            }
        }
        return start;
    }

    private static int endOfToken(byte[] source, int start, int end) {
        int c = source[start];
        int at = start + 1;
        if (isLetter(c)) {
            while (at < end && (isLetter(source[at]) || isDigit(source[at]))) {
                at++;
            }
            return at;
        }
        if (isDigit(c) || c == '.' && at < end && isDigit(source[at])) {
            while (at < end
                    && (isLetter(source[at])
                            || isDigit(source[at])
                            || source[at] == '.'
                            || (source[at] == '+' || source[at] == '-') && (source[at - 1] | 32) == 'e')) {
                at++;
            }
            return at;
        }
        if (c == '"' || c == '\'') {
            while (at < end && source[at] != c && source[at] != '\n') {
                at += source[at] == '\\' ? 2 : 1;
            }
            return Math.min(at + 1, end);
        }
        int level = c == '[' ? longBracket(source, start, end) : -1;
        if (level >= 0) {
            return endOfLong(source, start + 2 + level, level, end);
        }
        int next = at < end ? source[at] : 0;
        if (c == '.' && next == '.') {
            return at + 1 < end && source[at + 1] == '.' ? at + 2 : at + 1;
        }
        boolean twoOfThem = next == '=' && (c == '=' || c == '~' || c == '<' || c == '>') || c == ':' && next == ':';
        return twoOfThem ? at + 1 : at;
    }

    /** The number of equals signs of a long bracket that opens here; -1 if none does. */
    private static int longBracket(byte[] source, int start, int end) {
        if (start >= end || source[start] != '[') {
            return -1;
        }
        int at = start + 1;
        while (at < end && source[at] == '=') {
            at++;
        }
        return at < end && source[at] == '[' ? at - start - 1 : -1;
    }

    private static int endOfLong(byte[] source, int start, int level, int end) {
        for (int at = start; at < end; at++) {
            if (source[at] == ']') {
                int close = at + 1;
                while (close < end && source[close] == '=') {
                    close++;
                }
                if (close - at - 1 == level && close < end && source[close] == ']') {
                    return close + 1;
                }
            }
        }
        return end;
    }

    private static boolean isLetter(int c) {
        return (c | 32) >= 'a' && (c | 32) <= 'z' || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
