// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Numbers from and to text as C and Lua 5.2 write them, and the arithmetic that differs from Java's. */
public final class Numbers {
    private static final double TWO_TO_15_DIGITS = 1e15;

    private Numbers() {}

    /** The Lua number of this value. */
    public static LuaNumber of(double value) {
        int integer = (int) value;
        if (integer == value) {
            return integer == 0 && 1 / value < 0 ? SpecialNumber.NEGATIVE_ZERO : LuaInteger.valueOf(integer);
        }
        return LuaDouble.valueOf(value);
    }

    /** The Lua number of this value. */
    public static LuaNumber of(long value) {
        return (int) value == value ? LuaInteger.valueOf((int) value) : LuaDouble.valueOf((double) value);
    }

    /** A number, or a string that is one, as a number; else {@code null}. */
    public static LuaNumber coerce(LuaValue value) {
        if (value instanceof LuaNumber number) {
            return number;
        }
        return value instanceof LuaString text ? parse(text) : null;
    }

    /** A string, or a number as {@code tostring} gives it; else {@code null}. */
    public static LuaString toLuaString(LuaValue value) {
        if (value instanceof LuaString text) {
            return text;
        }
        return value instanceof LuaNumber number ? LuaString.valueOf(format(number)) : null;
    }

    /** The floored remainder of Lua. */
    public static double modulo(double a, double b) {
        return a - Math.floor(a / b) * b;
    }

    /** A number as {@code tostring} gives it: C's {@code %.14g}. */
    public static String format(LuaNumber number) {
        if (number instanceof LuaInteger integer) {
            return Integer.toString(integer.v);
        }
        if (number == SpecialNumber.POSITIVE_NAN) {
            return "nan";
        }
        return format(number.todouble());
    }

    /** A double as {@code tostring} gives it: C's {@code %.14g}. */
    public static String format(double value) {
        if (value != value) {
            return "-nan";
        }
        if (Math.abs(value) < 1e14 && value == (long) value) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String text = Decimal.general(Math.abs(value), 14, false);
        return value < 0 ? "-" + text : text;
    }

    /** The number that a string is, as {@code tonumber} reads it; else {@code null}. */
    public static LuaNumber parse(LuaString text) {
        account(text);
        return parse(text.m_bytes, text.m_offset, text.m_offset + text.m_length);
    }

    static LuaNumber parse(byte[] s, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(s[start])) {
            start++;
        }
        while (end > start && isSpace(s[end - 1])) {
            end--;
        }
        int at = start;
        boolean negative = false;
        if (at < end && (s[at] == '-' || s[at] == '+')) {
            negative = s[at++] == '-';
        }
        if (at + 1 < end && s[at] == '0' && (s[at + 1] | 32) == 'x') {
            return hexadecimal(s, at + 2, end, negative);
        }
        long whole = 0;
        int digits = 0;
        int first = at;
        while (at < end && s[at] >= '0' && s[at] <= '9') {
            whole = digits < 18 ? whole * 10 + s[at] - '0' : whole;
            digits++;
            at++;
        }
        if (at == end) {
            if (digits == 0) {
                return null;
            }
            if (digits <= 15 && whole < TWO_TO_15_DIGITS) {
                return negative && whole == 0 ? SpecialNumber.NEGATIVE_ZERO : of(negative ? -whole : whole);
            }
        }
        if (at < end && s[at] == '.') {
            at++;
            while (at < end && s[at] >= '0' && s[at] <= '9') {
                digits++;
                at++;
            }
        }
        if (digits == 0) {
            return null;
        }
        if (at < end && (s[at] | 32) == 'e') {
            at++;
            if (at < end && (s[at] == '-' || s[at] == '+')) {
                at++;
            }
            int exponent = at;
            while (at < end && s[at] >= '0' && s[at] <= '9') {
                at++;
            }
            if (at == exponent) {
                return null;
            }
        }
        if (at != end) {
            return null;
        }
        double value = Double.parseDouble(new String(s, first, end - first, StandardCharsets.ISO_8859_1));
        return of(negative ? -value : value);
    }

    private static LuaNumber hexadecimal(byte[] s, int from, int end, boolean negative) {
        int at = from;
        double value = 0;
        int exponent = 0;
        boolean any = false;
        for (; at < end && digit(s[at]) < 16; at++) {
            value = value * 16 + digit(s[at]);
            any = true;
        }
        if (at < end && s[at] == '.') {
            for (at++; at < end && digit(s[at]) < 16; at++) {
                value = value * 16 + digit(s[at]);
                exponent -= 4;
                any = true;
            }
        }
        if (!any) {
            return null;
        }
        if (at < end && (s[at] | 32) == 'p') {
            at++;
            boolean minus = false;
            if (at < end && (s[at] == '-' || s[at] == '+')) {
                minus = s[at++] == '-';
            }
            int power = 0;
            int first = at;
            for (; at < end && s[at] >= '0' && s[at] <= '9'; at++) {
                power = Math.min(power * 10 + s[at] - '0', 100_000);
            }
            if (at == first) {
                return null;
            }
            exponent += minus ? -power : power;
        }
        if (at != end) {
            return null;
        }
        value = scale(value, exponent);
        return of(negative ? -value : value);
    }

    /** {@code value * 2^exponent}, for any exponent. */
    public static double scale(double value, int exponent) {
        double scaled = value;
        int rest = Math.max(-5000, Math.min(5000, exponent));
        while (rest > 1000) {
            scaled = Math.scalb(scaled, 1000);
            rest -= 1000;
        }
        while (rest < -1000) {
            scaled = Math.scalb(scaled, -1000);
            rest += 1000;
        }
        return Math.scalb(scaled, rest);
    }

    /** A numeral is short; what is long is work, and is copied on the way to its value. */
    private static void account(LuaString text) {
        if (text.m_length > 1 << 12) {
            LuaState.account(text.m_length, 4L * text.m_length);
        }
    }

    /** The integer that digits of a base are, as {@code tonumber} with a base reads it; else {@code null}. */
    public static LuaNumber parse(LuaString text, int base) {
        account(text);
        int at = 0;
        int end = text.m_length;
        while (at < end && isSpace(text.luaByte(at))) {
            at++;
        }
        while (end > at && isSpace(text.luaByte(end - 1))) {
            end--;
        }
        boolean negative = at < end && text.luaByte(at) == '-';
        if (negative) {
            at++;
        }
        if (at == end) {
            return null;
        }
        double value = 0;
        for (; at < end; at++) {
            int digit = digit(text.luaByte(at));
            if (digit >= base) {
                return null;
            }
            value = value * base + digit;
        }
        return of(negative ? -value : value);
    }

    private static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 32;
        return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c >= 9 && c <= 13;
    }
}
