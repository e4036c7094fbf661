// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Decimal;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Operators;
import org.bioxen.core.luaj.vm.SpecialNumber;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.format}: C's {@code printf} with the additions of Lua. Source: Lua 5.2 manual, section 6.4. */
final class Format {
    private static final String FLAGS = "-+ #0";

    private final Coroutine co;
    private final Varargs args;
    private final LuaString format;
    private final Bytes out;
    private boolean left;
    private boolean plus;
    private boolean blank;
    private boolean alternate;
    private boolean zero;
    private int width;
    private int precision;

    private Format(Coroutine co, Varargs args, LuaString format) {
        this.co = co;
        this.args = args;
        this.format = format;
        this.out = new Bytes(co, format.m_length + 32);
    }

    static LuaValue format(Coroutine co, Varargs args) {
        return new Format(co, args, Arguments.string(co, args, 1)).run();
    }

    private LuaValue run() {
        LuaState vm = co.vm();
        int n = format.m_length;
        int argument = 1;
        int at = 0;
        while (at < n) {
            int c = format.luaByte(at++);
            if (c != '%') {
                out.add(c);
                continue;
            }
            if (at < n && format.luaByte(at) == '%') {
                out.add('%');
                at++;
                continue;
            }
            argument++;
            if (argument > args.narg()) {
                throw Arguments.error(co, argument, "no value");
            }
            at = specification(at);
            int conversion = at < n ? format.luaByte(at) : 0;
            at++;
            vm.charge(16);
            convert(conversion, argument);
        }
        return out.toLuaString();
    }

    private int specification(int start) {
        left = plus = blank = alternate = zero = false;
        int n = format.m_length;
        int at = start;
        while (at < n && FLAGS.indexOf(format.luaByte(at)) >= 0) {
            switch (format.luaByte(at)) {
                case '-' -> left = true;
                case '+' -> plus = true;
                case ' ' -> blank = true;
                case '#' -> alternate = true;
                default -> zero = true;
            }
            at++;
        }
        if (at - start > FLAGS.length()) {
            throw co.error("invalid format (repeated flags)");
        }
        width = 0;
        int digits = at;
        while (at < n && at - digits < 2 && isDigit(at)) {
            width = width * 10 + format.luaByte(at++) - '0';
        }
        precision = -1;
        if (at < n && format.luaByte(at) == '.') {
            at++;
            precision = 0;
            digits = at;
            while (at < n && at - digits < 2 && isDigit(at)) {
                precision = precision * 10 + format.luaByte(at++) - '0';
            }
        }
        if (at < n && isDigit(at)) {
            throw co.error("invalid format (width or precision too long)");
        }
        return at;
    }

    private boolean isDigit(int at) {
        int c = format.luaByte(at);
        return c >= '0' && c <= '9';
    }

    private void convert(int conversion, int argument) {
        switch (conversion) {
            case 'c':
                pad("", String.valueOf((char) (Arguments.integer(co, args, argument) & 0xff)), false);
                break;
            case 'd', 'i':
                integer(whole(argument, "not a number in proper range"));
                break;
            case 'u':
                digits("", Long.toUnsignedString(unsigned(argument)));
                break;
            case 'o': {
                String text = Long.toOctalString(unsigned(argument));
                digits("", alternate && !text.startsWith("0") ? "0" + text : text);
                break;
            }
            case 'x', 'X': {
                long value = unsigned(argument);
                String text = Long.toHexString(value);
                String prefix = alternate && value != 0 ? "0x" : "";
                digits(conversion == 'X' ? upper(prefix) : prefix, conversion == 'X' ? upper(text) : text);
                break;
            }
            case 'a', 'A', 'e', 'E', 'f', 'F', 'g', 'G':
                floating(conversion, Arguments.luaNumber(co, args, argument));
                break;
            case 'q':
                quote(Arguments.string(co, args, argument));
                break;
            case 's':
                string(text(args.arg(argument)));
                break;
            default:
                throw co.error("invalid option '%" + (char) conversion + "' to 'format'");
        }
    }

    private long whole(int argument, String complaint) {
        double value = Arguments.number(co, args, argument);
        long whole = (long) value;
        double rest = value - whole;
        if (!(rest > -1 && rest < 1)) {
            throw Arguments.error(co, argument, complaint);
        }
        return whole;
    }

    private long unsigned(int argument) {
        double value = Arguments.number(co, args, argument);
        long whole = value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE;
        if (!(value > -1 && value < 0x1p64)) {
            throw Arguments.error(co, argument, "not a non-negative number in proper range");
        }
        return whole;
    }

    private void integer(long value) {
        String text = Long.toString(value);
        boolean negative = value < 0;
        digits(negative ? "-" : plus ? "+" : blank ? " " : "", negative ? text.substring(1) : text);
    }

    /** Digits of an integer: the precision is their least number. */
    private void digits(String prefix, String text) {
        String body = text;
        if (precision == 0 && body.equals("0")) {
            body = "";
        }
        if (body.length() < precision) {
            body = "0".repeat(precision - body.length()) + body;
        }
        pad(prefix, body, zero && precision < 0);
    }

    private void floating(int conversion, LuaNumber number) {
        double value = number.todouble();
        boolean upper = conversion < 'a';
        boolean negative =
                value < 0 || value == 0 && 1 / value < 0 || Double.isNaN(value) && number != SpecialNumber.POSITIVE_NAN;
        String prefix = negative ? "-" : plus ? "+" : blank ? " " : "";
        double size = Math.abs(value);
        String text;
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            text = Double.isNaN(value) ? "nan" : "inf";
            pad(prefix, upper ? upper(text) : text, false);
            return;
        }
        int digits = precision < 0 ? 6 : precision;
        text = switch (conversion | 32) {
            case 'e' -> Decimal.exponential(size, digits, alternate);
            case 'f' -> Decimal.fixed(size, digits, alternate);
            case 'g' -> Decimal.general(size, digits, alternate);
            default -> Decimal.hexadecimal(size, precision);
        };
        if (text.startsWith("0x")) {
            prefix += "0x";
            text = text.substring(2);
        }
        pad(upper ? upper(prefix) : prefix, upper ? upper(text) : text, zero);
    }

    /** Upper case without regard to the host's language. */
    private static String upper(String text) {
        return text.toUpperCase(java.util.Locale.ROOT);
    }

    private void pad(String prefix, String body, boolean withZeros) {
        int missing = width - prefix.length() - body.length();
        if (missing > 0 && !left && !withZeros) {
            fill(' ', missing);
        }
        out.add(prefix);
        if (missing > 0 && !left && withZeros) {
            fill('0', missing);
        }
        out.add(body);
        if (missing > 0 && left) {
            fill(' ', missing);
        }
    }

    private void fill(int c, int count) {
        for (int i = 0; i < count; i++) {
            out.add(c);
        }
    }

    private LuaString text(LuaValue value) {
        LuaString text = Numbers.toLuaString(Operators.toText(co, value));
        if (text == null) {
            throw co.error("'__tostring' must return a string");
        }
        return text;
    }

    private void string(LuaString text) {
        int length = precision >= 0 ? Math.min(precision, text.m_length) : text.m_length;
        int missing = width - length;
        if (missing > 0 && !left) {
            fill(' ', missing);
        }
        out.add(text.m_bytes, text.m_offset, length);
        if (missing > 0 && left) {
            fill(' ', missing);
        }
    }

    private void quote(LuaString text) {
        co.vm().charge(text.m_length >> 2);
        out.add('"');
        for (int i = 0; i < text.m_length; i++) {
            int c = text.luaByte(i);
            if (c == '"' || c == '\\' || c == '\n') {
                out.add('\\').add(c);
            } else if (c < 32 || c == 127) {
                int next = i + 1 < text.m_length ? text.luaByte(i + 1) : 0;
                String code = Integer.toString(c);
                out.add('\\').add(next >= '0' && next <= '9' ? "000".substring(code.length()) + code : code);
            } else {
                out.add(c);
            }
        }
        out.add('"');
    }
}
