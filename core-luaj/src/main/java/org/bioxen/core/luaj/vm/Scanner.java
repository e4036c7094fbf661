// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaNumber;

/**
 * The tokens of Lua source, one after the other. Refuses what Lua refuses in a token, in its words. Source: Lua 5.2 manual,
 * section 3.1.
 */
final class Scanner {
    /** Of one character, the token is that character; of several, one of these. */
    static final int AND = 256;

    static final int BREAK = 257;
    static final int DO = 258;
    static final int ELSE = 259;
    static final int ELSEIF = 260;
    static final int END = 261;
    static final int FALSE = 262;
    static final int FOR = 263;
    static final int FUNCTION = 264;
    static final int GOTO = 265;
    static final int IF = 266;
    static final int IN = 267;
    static final int LOCAL = 268;
    static final int NIL = 269;
    static final int NOT = 270;
    static final int OR = 271;
    static final int REPEAT = 272;
    static final int RETURN = 273;
    static final int THEN = 274;
    static final int TRUE = 275;
    static final int UNTIL = 276;
    static final int WHILE = 277;
    static final int CONCAT = 278;
    static final int DOTS = 279;
    static final int EQUAL = 280;
    static final int AT_LEAST = 281;
    static final int AT_MOST = 282;
    static final int UNEQUAL = 283;
    static final int DOUBLE_COLON = 284;
    static final int EOF = 285;
    static final int NUMBER = 286;
    static final int NAME = 287;
    static final int STRING = 288;

    private static final String[] TEXTS = {
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
                "not",
        "or", "repeat", "return", "then", "true", "until", "while", "..", "...", "==", ">=", "<=", "~=", "::", "<eof>",
        "<number>", "<name>", "<string>"
    };
    private static final byte[][] WORDS = words();
    private static final int[] WORD_TOKENS = wordTokens();
    private static final int LONGEST_WORD = 8;

    private static final byte[] CLASSES = classes();
    private static final int LETTER = 1;
    private static final int DIGIT = 2;
    private static final int HEXADECIMAL = 4;
    private static final int SPACE = 8;
    private static final int POLL_BYTES = 1 << 14;

    private final LuaState vm;
    private final byte[] source;
    private final Rewrites rewrites;
    private int at;
    private int pollAt = POLL_BYTES;

    /** The line at which the reading is; from 1 on. */
    int line = 1;

    /** The current token, its bytes, and where the one before it ends. */
    int token;

    int start;
    int end;
    int lastEnd;

    /** Of a number. */
    double value;

    private boolean isAhead;
    private int aheadToken;
    private int aheadStart;
    private int aheadEnd;
    private double aheadValue;

    Scanner(LuaState vm, byte[] source, Rewrites rewrites) {
        this.vm = vm;
        this.source = source;
        this.rewrites = rewrites;
    }

    /** Goes to the next token. */
    void next() {
        lastEnd = end;
        if (isAhead) {
            isAhead = false;
            token = aheadToken;
            start = aheadStart;
            end = aheadEnd;
            value = aheadValue;
            return;
        }
        if (at >= pollAt) {
            vm.poll();
            pollAt = at + POLL_BYTES;
        }
        token = scan();
        end = at;
    }

    /** The token after the current one. */
    int peek() {
        int currentToken = token;
        int currentStart = start;
        int currentEnd = end;
        double currentValue = value;
        aheadToken = scan();
        aheadStart = start;
        aheadEnd = at;
        aheadValue = value;
        isAhead = true;
        token = currentToken;
        start = currentStart;
        end = currentEnd;
        value = currentValue;
        return aheadToken;
    }

    private int current() {
        return at < source.length ? source[at] & 0xff : -1;
    }

    private int scan() {
        final byte[] s = source;
        final int n = s.length;
        while (at < n) {
            int from = at;
            while (from < n && s[from] == ' ') {
                from++;
            }
            at = from;
            if (from == n) {
                break;
            }
            int c = s[from] & 0xff;
            start = from;
            int kind = CLASSES[c];
            if ((kind & LETTER) != 0) {
                return name(s, n);
            }
            if ((kind & DIGIT) != 0) {
                return number();
            }
            switch (c) {
                case '\n', '\r':
                    newline();
                    continue;
                case '\t', '\f', 0x0b:
                    at++;
                    continue;
                case '-':
                    at++;
                    if (current() != '-') {
                        return c;
                    }
                    at++;
                    comment(s, n);
                    continue;
                case '[': {
                    int level = longBracket();
                    if (level >= 0) {
                        skipLong(level, "unfinished long string");
                        return STRING;
                    }
                    if (level == -1) {
                        at++;
                        return c;
                    }
                    throw refuse("invalid long string delimiter", text(start, start - level - 1));
                }
                case '=':
                    return operator(c, '=', EQUAL);
                case '<':
                    return operator(c, '=', AT_MOST);
                case '>':
                    return operator(c, '=', AT_LEAST);
                case '~':
                    return operator(c, '=', UNEQUAL);
                case ':':
                    return operator(c, ':', DOUBLE_COLON);
                case '"', '\'':
                    shortString(c);
                    return STRING;
                case '.':
                    if (at + 1 < n && s[at + 1] == '.') {
                        boolean three = at + 2 < n && s[at + 2] == '.';
                        at += three ? 3 : 2;
                        return three ? DOTS : CONCAT;
                    }
                    if (at + 1 < n && (CLASSES[s[at + 1] & 0xff] & DIGIT) != 0) {
                        return number();
                    }
                    at++;
                    return c;
                default:
                    at++;
                    return c;
            }
        }
        start = n;
        return EOF;
    }

    private int operator(int one, int second, int two) {
        at++;
        if (current() == second) {
            at++;
            return two;
        }
        return one;
    }

    private void newline() {
        int c = source[at++];
        int next = current();
        if ((next == '\n' || next == '\r') && next != c) {
            at++;
        }
        line++;
    }

    private void comment(byte[] s, int n) {
        if (current() == '[') {
            int level = longBracket();
            if (level >= 0) {
                skipLong(level, "unfinished long comment");
                return;
            }
        }
        int to = at;
        while (to < n && s[to] != '\n' && s[to] != '\r') {
            to++;
        }
        at = to;
    }

    /** The level of the long bracket that opens here; -1 if it is just a bracket, less if equals signs follow it. */
    private int longBracket() {
        int to = at + 1;
        while (to < source.length && source[to] == '=') {
            to++;
        }
        int level = to - at - 1;
        return to < source.length && source[to] == '[' ? level : level == 0 ? -1 : -level - 2;
    }

    private void skipLong(int level, String unfinished) {
        at += level + 2;
        while (at < source.length) {
            int c = source[at];
            if (c == '\n' || c == '\r') {
                newline();
            } else if (c == ']') {
                int to = at + 1;
                while (to < source.length && source[to] == '=') {
                    to++;
                }
                if (to - at - 1 == level && to < source.length && source[to] == ']') {
                    at = to + 1;
                    return;
                }
                at = to;
            } else {
                at++;
            }
        }
        throw new Refusal(line, unfinished, TEXTS[EOF - AND]);
    }

    private int name(byte[] s, int n) {
        int to = at + 1;
        while (to < n && (CLASSES[s[to] & 0xff] & (LETTER | DIGIT)) != 0) {
            to++;
        }
        int length = to - at;
        int from = at;
        at = to;
        if (length >= 2 && length <= LONGEST_WORD) {
            int slot = slot(s[from], s[from + 1], length);
            byte[] word = WORDS[slot];
            while (word != null) {
                if (word.length == length && same(s, from, word)) {
                    return WORD_TOKENS[slot];
                }
                slot = slot + 1 & WORDS.length - 1;
                word = WORDS[slot];
            }
        }
        return NAME;
    }

    private static int slot(int first, int second, int length) {
        return first * 5 + second * 3 + length & 63;
    }

    private static boolean same(byte[] s, int from, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (s[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private int number() {
        int from = at;
        long whole = 0;
        while (at < source.length && (CLASSES[source[at] & 0xff] & DIGIT) != 0) {
            whole = whole * 10 + source[at++] - '0';
        }
        int c = current();
        if (at - from <= 15 && c != '.' && (c < 0 || (CLASSES[c] & HEXADECIMAL) == 0 && (c | 32) != 'x')) {
            value = whole;
            return NUMBER;
        }
        at = from + 1;
        int mark = 'e';
        boolean hexadecimal = source[from] == '0' && (current() | 32) == 'x';
        // Lua takes the first character for granted, a point too, and looks for the x behind the next.
        if (!hexadecimal && source[from] == '.' && current() == '0') {
            at++;
            hexadecimal = (current() | 32) == 'x';
            at -= hexadecimal ? 0 : 1;
        }
        if (hexadecimal) {
            mark = 'p';
            at++;
        }
        for (; ; ) {
            c = current();
            if (c >= 0 && (c | 32) == mark) {
                at++;
                c = current();
                if (c == '+' || c == '-') {
                    at++;
                    c = current();
                }
            }
            if (c >= 0 && ((CLASSES[c] & HEXADECIMAL) != 0 || c == '.')) {
                at++;
            } else {
                break;
            }
        }
        LuaNumber number = Numbers.parse(source, from, at);
        if (number == null) {
            throw refuse("malformed number", text(from, at));
        }
        value = number.todouble();
        if (hexadecimal) {
            // The compiler behind knows only some forms.
            rewrites.number(from, at, value, 0);
        }
        return NUMBER;
    }

    private void shortString(int delimiter) {
        final byte[] s = source;
        at++;
        for (; ; ) {
            int to = at;
            while (to < s.length && s[to] != delimiter && s[to] != '\\' && s[to] != '\n' && s[to] != '\r') {
                to++;
            }
            at = to;
            int c = current();
            if (c == delimiter) {
                at++;
                return;
            }
            switch (c) {
                case -1:
                    throw refuse("unfinished string", TEXTS[EOF - AND], false);
                case '\n', '\r':
                    throw refuse("unfinished string", content(start, at, true));
                case '\\':
                    escape(s);
                    break;
                default:
                    throw new IllegalStateException("a string was left at " + at);
            }
        }
    }

    private void escape(byte[] s) {
        int backslash = at++;
        int c = current();
        switch (c) {
            case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\', '"', '\'':
                at++;
                break;
            case '\n', '\r':
                newline();
                break;
            case 'x':
                for (int i = 1; i <= 2; i++) {
                    at++;
                    if (!isHexadecimal(current())) {
                        throw refuse("hexadecimal digit expected", text(backslash, Math.min(at + 1, s.length)));
                    }
                }
                at++;
                break;
            case 'z':
                at++;
                while (at < s.length && (CLASSES[s[at] & 0xff] & SPACE) != 0) {
                    if (s[at] == '\n' || s[at] == '\r') {
                        newline();
                    } else {
                        at++;
                    }
                }
                break;
            case 'u':
                if (at + 1 < s.length && s[at + 1] == '{') {
                    unicode(backslash);
                    break;
                }
                throw refuse("invalid escape sequence", text(backslash, at + 1));
            case -1:
                break;
            default: {
                int from = at;
                int code = 0;
                while (at < s.length && at - from < 3 && (CLASSES[s[at] & 0xff] & DIGIT) != 0) {
                    code = code * 10 + s[at++] - '0';
                }
                if (at == from) {
                    throw refuse("invalid escape sequence", text(backslash, at + 1));
                }
                if (code > 255) {
                    throw refuse("decimal escape too large", text(backslash, at));
                }
            }
        }
    }

    /** An escape that Lua has since 5.3: worth having where there is a library for UTF-8. */
    private void unicode(int backslash) {
        at += 2;
        long code = 0;
        int from = at;
        while (isHexadecimal(current())) {
            code = code * 16 + Character.digit(current(), 16);
            if (code > Utf8.MAX) {
                throw refuse("UTF-8 value too large", content(start, at + 1, false));
            }
            at++;
        }
        if (at == from) {
            throw refuse("hexadecimal digit expected", content(start, Math.min(at + 1, source.length), false));
        }
        if (current() != '}') {
            throw refuse("missing '}' in \\u{xxxx}", content(start, Math.min(at + 1, source.length), false));
        }
        at++;
        rewrites.unicode(backslash, at, (int) code);
    }

    private static boolean isHexadecimal(int c) {
        return c >= 0 && (CLASSES[c] & HEXADECIMAL) != 0;
    }

    // For messages --------------------------------------------------------------------------------------------------

    /** A refusal near these words, which are put into quotes. */
    private Refusal refuse(String message, String near) {
        return refuse(message, near, true);
    }

    private Refusal refuse(String message, String near, boolean quoted) {
        return new Refusal(line, message, quoted ? "'" + untilZero(near) + "'" : near);
    }

    /** A refusal near the current token. */
    Refusal refuse(String message) {
        return new Refusal(line, message, near());
    }

    /** The current token as messages show it; empty for a zero byte, which they do not show. */
    private String near() {
        return switch (token) {
            case NAME, NUMBER -> "'" + text(start, end) + "'";
            case STRING -> "'" + untilZero(content(start, end, true)) + "'";
            case 0 -> "";
            default -> show(token);
        };
    }

    private static String untilZero(String text) {
        int zero = text.indexOf(0);
        return zero < 0 ? text : text.substring(0, zero);
    }

    /** A token as messages show it. */
    static String show(int token) {
        if (token < AND) {
            return token >= ' ' && token < 0x7f ? "'" + (char) token + "'" : "char(" + token + ")";
        }
        return token < EOF ? "'" + TEXTS[token - AND] + "'" : TEXTS[token - AND];
    }

    /** Bytes of the source, one a character. */
    String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append((char) (source[i] & 0xff));
        }
        return text.toString();
    }

    /** A string as far as it was read, with its delimiters, escapes replaced: so Lua shows it. */
    private String content(int from, int to, boolean replaced) {
        if (!replaced) {
            return text(from, to);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int i = from;
        boolean isLong = source[from] == '[';
        if (isLong) {
            do {
                out.write(source[i++]);
            } while (source[i - 1] != '[' || i == from + 1);
            i = i < to ? afterNewline(i) : i;
        }
        while (i < to) {
            int c = source[i];
            if (isLong && (c == '\n' || c == '\r')) {
                out.write('\n');
                i = afterNewline(i);
            } else if (!isLong && c == '\\' && i + 1 < to) {
                i = replace(i + 1, to, out);
            } else {
                out.write(c);
                i++;
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private int afterNewline(int i) {
        int c = source[i];
        if (c != '\n' && c != '\r') {
            return i;
        }
        boolean pair = i + 1 < source.length && source[i + 1] != c && (source[i + 1] == '\n' || source[i + 1] == '\r');
        return i + (pair ? 2 : 1);
    }

    private int replace(int i, int to, ByteArrayOutputStream out) {
        int c = source[i];
        int simple = "abfnrtv".indexOf(c);
        if (simple >= 0) {
            out.write("\u0007\b\f\n\r\t\u000b".charAt(simple));
            return i + 1;
        }
        if (c == 'x') {
            out.write(Integer.parseInt(text(i + 1, i + 3), 16));
            return i + 3;
        }
        if (c == 'z') {
            int next = i + 1;
            while (next < to && (CLASSES[source[next] & 0xff] & SPACE) != 0) {
                next++;
            }
            return next;
        }
        if (c == 'u') {
            int close = i;
            while (source[close] != '}') {
                close++;
            }
            byte[] code = new byte[Utf8.MAX_BYTES];
            out.write(code, 0, Utf8.encode(Integer.parseInt(text(i + 2, close), 16), code, 0));
            return close + 1;
        }
        if (c == '\n' || c == '\r') {
            out.write('\n');
            return afterNewline(i);
        }
        int next = i;
        while (next < to && next - i < 3 && (CLASSES[source[next] & 0xff] & DIGIT) != 0) {
            next++;
        }
        out.write(next > i ? Integer.parseInt(text(i, next)) : c);
        return Math.max(next, i + 1);
    }

    // Tables --------------------------------------------------------------------------------------------------------

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c = 'a'; c <= 'z'; c++) {
            classes[c] = (byte) (c <= 'f' ? LETTER | HEXADECIMAL : LETTER);
            classes[c - 32] = classes[c];
        }
        classes['_'] = LETTER;
        for (int c = '0'; c <= '9'; c++) {
            classes[c] = DIGIT | HEXADECIMAL;
        }
        for (int c = 9; c <= 13; c++) {
            classes[c] = SPACE;
        }
        classes[' '] = SPACE;
        return classes;
    }

    private static byte[][] words() {
        byte[][] words = new byte[64][];
        for (int i = 0; i <= WHILE - AND; i++) {
            byte[] word = TEXTS[i].getBytes(StandardCharsets.US_ASCII);
            int slot = slot(word[0], word[1], word.length);
            while (words[slot] != null) {
                slot = slot + 1 & words.length - 1;
            }
            words[slot] = word;
        }
        return words;
    }

    private static int[] wordTokens() {
        int[] tokens = new int[WORDS.length];
        for (int slot = 0; slot < WORDS.length; slot++) {
            for (int i = 0; WORDS[slot] != null && i <= WHILE - AND; i++) {
                if (TEXTS[i].equals(new String(WORDS[slot], StandardCharsets.US_ASCII))) {
                    tokens[slot] = AND + i;
                }
            }
        }
        return tokens;
    }
}
