// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.LuaState;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Matches a pattern against a subject. Looks regularly whether the evaluation is to end, since backtracking may take for
 * ever. Source: Lua 5.2 manual, section 6.4.1.
 */
final class Matcher {
    private static final int MAX_CAPTURES = 32;
    private static final int MAX_DEPTH = 200;
    private static final int OPEN = -1;
    private static final int POSITION = -2;
    private static final int STEPS_PER_POLL = 1024;

    private final Coroutine co;
    private final LuaState vm;
    private final byte[] s;
    private final int start;
    private final int end;
    private final byte[] p;
    private final int patternStart;
    private final int patternEnd;
    private int captures;
    private final int[] begins = new int[MAX_CAPTURES];
    private final int[] lengths = new int[MAX_CAPTURES];
    private int depth;
    private int steps;

    Matcher(Coroutine co, LuaString subject, LuaString pattern) {
        this.co = co;
        this.vm = co.vm();
        this.s = subject.m_bytes;
        this.start = subject.m_offset;
        this.end = start + subject.m_length;
        this.p = pattern.m_bytes;
        this.patternStart = pattern.m_offset;
        this.patternEnd = patternStart + pattern.m_length;
    }

    /** Whether the pattern is bound to the beginning. */
    boolean isAnchored() {
        return patternStart < patternEnd && p[patternStart] == '^';
    }

    /**
     * Matches at this place only.
     *
     * @param at where, from 0 on
     * @param skip how much of the pattern is left out
     * @return where the match ends; -1 if there is none
     */
    int match(int at, int skip) {
        captures = 0;
        depth = 0;
        step();
        int result = nested(start + at, patternStart + skip);
        return result < 0 ? -1 : result - start;
    }

    private void step() {
        if (++steps >= STEPS_PER_POLL) {
            vm.charge(steps);
            steps = 0;
        }
    }

    private int nested(int from, int pattern) {
        if (++depth > MAX_DEPTH) {
            throw co.error("pattern too complex");
        }
        try {
            return tail(from, pattern);
        } finally {
            depth--;
        }
    }

    private int tail(int from, int pattern) {
        int at = from;
        int pat = pattern;
        while (pat < patternEnd) {
            step();
            switch (p[pat]) {
                case '(':
                    return pat + 1 < patternEnd && p[pat + 1] == ')'
                            ? openCapture(at, pat + 2, POSITION)
                            : openCapture(at, pat + 1, OPEN);
                case ')':
                    return closeCapture(at, pat + 1);
                case '$':
                    if (pat + 1 == patternEnd) {
                        return at == end ? at : -1;
                    }
                    break;
                case '%': {
                    int next = pat + 1 < patternEnd ? p[pat + 1] : 0;
                    if (next == 'b') {
                        at = balanced(at, pat + 2);
                        if (at < 0) {
                            return -1;
                        }
                        pat += 4;
                        continue;
                    }
                    if (next == 'f') {
                        pat += 2;
                        if (pat >= patternEnd || p[pat] != '[') {
                            throw co.error("missing '[' after '%f' in pattern");
                        }
                        int close = endOfClass(pat);
                        steps += (close - pat) >> 2;
                        int before = at == start ? 0 : s[at - 1] & 0xff;
                        int here = at == end ? 0 : s[at] & 0xff;
                        if (inSet(before, pat, close - 1) || !inSet(here, pat, close - 1)) {
                            return -1;
                        }
                        pat = close;
                        continue;
                    }
                    if (next >= '0' && next <= '9') {
                        at = backReference(at, next);
                        if (at < 0) {
                            return -1;
                        }
                        pat += 2;
                        continue;
                    }
                    break;
                }
                default:
                    break;
            }
            int next = endOfClass(pat);
            steps += (next - pat) >> 3;
            int quantifier = next < patternEnd ? p[next] : 0;
            switch (quantifier) {
                case '?':
                    if (single(at, pat, next)) {
                        int result = nested(at + 1, next + 1);
                        if (result >= 0) {
                            return result;
                        }
                    }
                    pat = next + 1;
                    continue;
                case '+':
                    return single(at, pat, next) ? longest(at + 1, pat, next) : -1;
                case '*':
                    return longest(at, pat, next);
                case '-':
                    return shortest(at, pat, next);
                default:
                    if (!single(at, pat, next)) {
                        return -1;
                    }
                    at++;
                    pat = next;
            }
        }
        return at;
    }

    private int longest(int at, int pat, int next) {
        int count = 0;
        while (single(at + count, pat, next)) {
            step();
            count++;
        }
        for (; count >= 0; count--) {
            step();
            int result = nested(at + count, next + 1);
            if (result >= 0) {
                return result;
            }
        }
        return -1;
    }

    private int shortest(int from, int pat, int next) {
        int at = from;
        while (true) {
            step();
            int result = nested(at, next + 1);
            if (result >= 0) {
                return result;
            }
            if (!single(at, pat, next)) {
                return -1;
            }
            at++;
        }
    }

    private int openCapture(int at, int pat, int kind) {
        if (captures >= MAX_CAPTURES) {
            throw co.error("too many captures");
        }
        begins[captures] = at;
        lengths[captures] = kind;
        captures++;
        int result = nested(at, pat);
        if (result < 0) {
            captures--;
        }
        return result;
    }

    private int closeCapture(int at, int pat) {
        int capture = captures - 1;
        while (capture >= 0 && lengths[capture] != OPEN) {
            capture--;
        }
        if (capture < 0) {
            throw co.error("invalid pattern capture");
        }
        lengths[capture] = at - begins[capture];
        int result = nested(at, pat);
        if (result < 0) {
            lengths[capture] = OPEN;
        }
        return result;
    }

    private int backReference(int at, int digit) {
        int capture = digit - '1';
        if (capture < 0 || capture >= captures || lengths[capture] == OPEN) {
            throw co.error("invalid capture index %" + (capture + 1));
        }
        int length = lengths[capture];
        if (length == POSITION || end - at < length) {
            return -1;
        }
        steps += length >> 3;
        for (int i = 0; i < length; i++) {
            if (s[begins[capture] + i] != s[at + i]) {
                return -1;
            }
        }
        return at + length;
    }

    private int balanced(int from, int pat) {
        if (pat + 1 >= patternEnd) {
            throw co.error("malformed pattern (missing arguments to '%b')");
        }
        if (from >= end || s[from] != p[pat]) {
            return -1;
        }
        int open = p[pat];
        int close = p[pat + 1];
        int nested = 1;
        for (int at = from + 1; at < end; at++) {
            step();
            if (s[at] == close) {
                if (--nested == 0) {
                    return at + 1;
                }
            } else if (s[at] == open) {
                nested++;
            }
        }
        return -1;
    }

    private int endOfClass(int pattern) {
        int pat = pattern;
        int c = p[pat++];
        if (c == '%') {
            if (pat >= patternEnd) {
                throw co.error("malformed pattern (ends with '%')");
            }
            return pat + 1;
        }
        if (c == '[') {
            if (pat < patternEnd && p[pat] == '^') {
                pat++;
            }
            do {
                if (pat >= patternEnd) {
                    throw co.error("malformed pattern (missing ']')");
                }
                c = p[pat++];
                if (c == '%' && pat < patternEnd) {
                    pat++;
                }
            } while (pat >= patternEnd || p[pat] != ']');
            return pat + 1;
        }
        return pat;
    }

    private boolean single(int at, int pat, int next) {
        if (at >= end) {
            return false;
        }
        int c = s[at] & 0xff;
        return switch (p[pat]) {
            case '.' -> true;
            case '%' -> inClass(c, p[pat + 1] & 0xff);
            case '[' -> {
                steps += (next - pat) >> 3;
                yield inSet(c, pat, next - 1);
            }
            default -> (p[pat] & 0xff) == c;
        };
    }

    private boolean inSet(int c, int pattern, int close) {
        boolean found = true;
        int pat = pattern + 1;
        if (p[pat] == '^') {
            found = false;
            pat++;
        }
        for (; pat < close; pat++) {
            if (p[pat] == '%') {
                pat++;
                if (inClass(c, p[pat] & 0xff)) {
                    return found;
                }
            } else if (pat + 2 < close && p[pat + 1] == '-') {
                if ((p[pat] & 0xff) <= c && c <= (p[pat + 2] & 0xff)) {
                    return found;
                }
                pat += 2;
            } else if ((p[pat] & 0xff) == c) {
                return found;
            }
        }
        return !found;
    }

    private static boolean inClass(int c, int name) {
        boolean in;
        switch (name | 32) {
            case 'a' -> in = isLetter(c);
            case 'c' -> in = c < 32 || c == 127;
            case 'd' -> in = isDigit(c);
            case 'g' -> in = c > 32 && c < 127;
            case 'l' -> in = c >= 'a' && c <= 'z';
            case 'p' -> in = c > 32 && c < 127 && !isLetter(c) && !isDigit(c);
            case 's' -> in = c == ' ' || c >= 9 && c <= 13;
            case 'u' -> in = c >= 'A' && c <= 'Z';
            case 'w' -> in = isLetter(c) || isDigit(c);
            case 'x' -> in = isDigit(c) || (c | 32) >= 'a' && (c | 32) <= 'f';
            case 'z' -> in = c == 0;
            default -> {
                return name == c;
            }
        }
        if (!isLetter(name)) {
            return name == c;
        }
        return in != (name >= 'A' && name <= 'Z');
    }

    private static boolean isLetter(int c) {
        return (c | 32) >= 'a' && (c | 32) <= 'z' && c < 128;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** How many captures the last match has. */
    int captureCount() {
        return captures;
    }

    /** One capture of the last match, from 0 on; the whole match stands for the first where there is none. */
    LuaValue capture(int index, int from, int to) {
        if (index >= captures) {
            if (index > 0) {
                throw co.error("invalid capture index");
            }
            return whole(from, to);
        }
        int length = lengths[index];
        if (length == OPEN) {
            throw co.error("unfinished capture");
        }
        return length == POSITION ? LuaInteger.valueOf(begins[index] - start + 1) : text(begins[index], length);
    }

    private LuaString text(int from, int length) {
        if (length > 1024) {
            vm.charge(length >> 3);
            vm.reserve(length);
        }
        return LuaString.valueOf(s, from, length);
    }

    /** The subject from here to there. */
    LuaString whole(int from, int to) {
        return text(start + from, to - from);
    }

    /** All captures of the last match; the whole match if there are none. */
    Varargs captures(int from, int to, boolean wholeIfNone) {
        int count = captures == 0 && wholeIfNone ? 1 : captures;
        if (count == 0) {
            return LuaValue.NONE;
        }
        if (count == 1) {
            return capture(0, from, to);
        }
        LuaValue[] all = new LuaValue[count];
        for (int i = 0; i < count; i++) {
            all[i] = capture(i, from, to);
        }
        return LuaValue.varargsOf(all);
    }
}
