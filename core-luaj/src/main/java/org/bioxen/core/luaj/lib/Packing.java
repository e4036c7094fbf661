// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.SpecialNumber;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Values to and from bytes, as Lua has it since 5.3, with the sizes of a 64-bit machine and its order of bytes, little-endian.
 * An integer that a double does not hold exactly is refused. Source: Lua 5.4 manual, section 6.4.2.
 */
final class Packing {
    private static final int MAX_INTEGER = 16;
    private static final int LONG = 8;
    private static final int STEP = 1024;

    private enum Kind {
        SIGNED,
        UNSIGNED,
        FLOAT,
        FIXED,
        PREFIXED,
        ZERO_ENDED,
        PADDING,
        ALIGNMENT,
        NONE
    }

    private final Coroutine co;
    private final LuaString format;
    private int at;
    private int work;
    private boolean little = true;
    private int maxAlignment = 1;

    /** Of the option read last. */
    private Kind kind = Kind.NONE;

    private long size;
    private int padding;
    private int prefix;

    private Packing(Coroutine co, LuaString format) {
        this.co = co;
        this.format = format;
    }

    static LuaString pack(Coroutine co, Varargs args) {
        Packing packing = new Packing(co, Arguments.string(co, args, 1));
        Bytes out = new Bytes(co, 32);
        int argument = 1;
        while (packing.next(out.size())) {
            packing.pad(out, packing.padding);
            switch (packing.kind) {
                case SIGNED, UNSIGNED, FLOAT, FIXED, PREFIXED, ZERO_ENDED ->
                    packing.value(out, withNil(args, ++argument), argument);
                case PADDING -> out.add(0);
                default -> {
                    // Nothing but what the padding before it is.
                }
            }
        }
        return out.toLuaString();
    }

    /** Lua finds a nil where the first argument that misses should be, and says so. */
    private static Varargs withNil(Varargs args, int position) {
        if (position <= args.narg()) {
            return args;
        }
        LuaValue[] nils = new LuaValue[position];
        Arrays.fill(nils, LuaValue.NIL);
        return LuaValue.varargsOf(nils);
    }

    static LuaNumber size(Coroutine co, Varargs args) {
        Packing packing = new Packing(co, Arguments.string(co, args, 1));
        long total = 0;
        while (packing.next(total)) {
            if (packing.kind == Kind.PREFIXED || packing.kind == Kind.ZERO_ENDED) {
                throw Arguments.error(co, 1, "variable-length format");
            }
            long more = packing.padding + packing.size;
            if (more > Integer.MAX_VALUE - total) {
                throw Arguments.error(co, 1, "format result too large");
            }
            total += more;
        }
        return Numbers.of(total);
    }

    static Varargs unpack(Coroutine co, Varargs args) {
        Packing packing = new Packing(co, Arguments.string(co, args, 1));
        LuaString data = Arguments.string(co, args, 2);
        long start = Arguments.exactInteger(co, args, 3, 1);
        long position = (start > 0 ? start : start == 0 ? 1 : Math.max(data.m_length + start + 1, 1)) - 1;
        if (position > data.m_length) {
            throw Arguments.error(co, 3, "initial position out of string");
        }
        List<LuaValue> values = new ArrayList<>();
        while (packing.next(position)) {
            if (packing.padding + packing.size > data.m_length - position) {
                throw Arguments.error(co, 2, "data string too short");
            }
            position += packing.padding;
            position = packing.read(data, (int) position, values);
            if (values.size() >= TableLibrary.MAX_RESULTS) {
                throw co.error("too many results");
            }
        }
        values.add(Numbers.of(position + 1));
        return LuaValue.varargsOf(values.toArray(new LuaValue[0]));
    }

    // The format ----------------------------------------------------------------------------------------------------

    /** Reads the next option, and how much padding it needs after so many bytes; no if there is none. */
    private boolean next(long total) {
        if (at >= format.m_length) {
            return false;
        }
        if (++work >= STEP) {
            co.vm().charge(STEP);
            work = 0;
        }
        kind = option();
        long alignment = size;
        if (kind == Kind.ALIGNMENT) {
            Kind aligned = at < format.m_length ? option() : Kind.FIXED;
            alignment = size;
            if (aligned == Kind.FIXED || alignment == 0) {
                throw Arguments.error(co, 1, "invalid next option for option 'X'");
            }
            kind = Kind.ALIGNMENT;
            size = 0;
        }
        padding = 0;
        boolean aligns = kind == Kind.SIGNED
                || kind == Kind.UNSIGNED
                || kind == Kind.FLOAT
                || kind == Kind.PREFIXED
                || kind == Kind.ALIGNMENT;
        if (aligns && alignment > 1) {
            int to = (int) Math.min(alignment, maxAlignment);
            if (Integer.bitCount(to) != 1) {
                throw Arguments.error(co, 1, "format asks for alignment not power of 2");
            }
            padding = (int) ((to - (total & (to - 1))) & (to - 1));
        }
        if (kind == Kind.PREFIXED) {
            prefix = (int) size;
        }
        return true;
    }

    private Kind option() {
        int option = format.luaByte(at++);
        size = 0;
        switch (option) {
            case 'b':
                return sized(Kind.SIGNED, 1);
            case 'B':
                return sized(Kind.UNSIGNED, 1);
            case 'h':
                return sized(Kind.SIGNED, 2);
            case 'H':
                return sized(Kind.UNSIGNED, 2);
            case 'i':
                return sized(Kind.SIGNED, limited(4));
            case 'I':
                return sized(Kind.UNSIGNED, limited(4));
            case 'l', 'j':
                return sized(Kind.SIGNED, LONG);
            case 'L', 'J', 'T':
                return sized(Kind.UNSIGNED, LONG);
            case 'f':
                return sized(Kind.FLOAT, 4);
            case 'd', 'n':
                return sized(Kind.FLOAT, 8);
            case 's':
                return sized(Kind.PREFIXED, limited(LONG));
            case 'c': {
                long length = number(-1);
                if (length < 0) {
                    throw co.error("missing size for format option 'c'");
                }
                return sized(Kind.FIXED, length);
            }
            case 'z':
                return Kind.ZERO_ENDED;
            case 'x':
                return sized(Kind.PADDING, 1);
            case 'X':
                return Kind.ALIGNMENT;
            case ' ':
                break;
            case '<', '=':
                little = true;
                break;
            case '>':
                little = false;
                break;
            case '!':
                maxAlignment = limited(LONG);
                break;
            default:
                throw co.error("invalid format option '" + (char) option + "'");
        }
        return Kind.NONE;
    }

    private Kind sized(Kind of, long bytes) {
        size = bytes;
        return of;
    }

    /** The digits that follow, or the other number if none do. */
    private long number(long otherwise) {
        if (at >= format.m_length || !isDigit(format.luaByte(at))) {
            return otherwise;
        }
        long value = 0;
        while (at < format.m_length && isDigit(format.luaByte(at)) && value <= (Integer.MAX_VALUE - 9) / 10) {
            value = value * 10 + format.luaByte(at++) - '0';
        }
        return value;
    }

    private int limited(int otherwise) {
        long value = number(otherwise);
        if (value < 1 || value > MAX_INTEGER) {
            throw co.error("integral size (" + value + ") out of limits [1," + MAX_INTEGER + "]");
        }
        return (int) value;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    // Values to bytes -----------------------------------------------------------------------------------------------

    private void pad(Bytes out, long count) {
        if (count > STEP) {
            co.vm().charge(count / 8);
            co.vm().reserve(count);
        }
        for (long i = 0; i < count; i++) {
            out.add(0);
        }
    }

    private void value(Bytes out, Varargs args, int argument) {
        switch (kind) {
            case SIGNED -> {
                long n = Arguments.exactInteger(co, args, argument);
                if (size < LONG) {
                    long limit = 1L << (size * 8 - 1);
                    if (n < -limit || n >= limit) {
                        throw Arguments.error(co, argument, "integer overflow");
                    }
                }
                integer(out, n, (int) size, n < 0);
            }
            case UNSIGNED -> {
                long n = Arguments.exactInteger(co, args, argument);
                if (size < LONG && n >>> (size * 8) != 0) {
                    throw Arguments.error(co, argument, "unsigned overflow");
                }
                integer(out, n, (int) size, false);
            }
            case FLOAT -> {
                LuaNumber n = Arguments.luaNumber(co, args, argument);
                integer(out, size == 4 ? bits32(n) : bits64(n), (int) size, false);
            }
            case FIXED -> {
                LuaString text = Arguments.string(co, args, argument);
                if (text.m_length > size) {
                    throw Arguments.error(co, argument, "string longer than given size");
                }
                string(out, text);
                pad(out, size - text.m_length);
            }
            case PREFIXED -> {
                LuaString text = Arguments.string(co, args, argument);
                if (prefix < LONG && text.m_length >= 1L << (prefix * 8)) {
                    throw Arguments.error(co, argument, "string length does not fit in given size");
                }
                integer(out, text.m_length, prefix, false);
                string(out, text);
            }
            default -> {
                LuaString text = Arguments.string(co, args, argument);
                if (text.indexOf((byte) 0, 0) >= 0) {
                    throw Arguments.error(co, argument, "string contains zeros");
                }
                string(out, text);
                out.add(0);
            }
        }
    }

    private void string(Bytes out, LuaString text) {
        if (text.m_length > STEP) {
            co.vm().charge(text.m_length / 8);
            co.vm().reserve(text.m_length);
        }
        out.add(text);
    }

    private void integer(Bytes out, long n, int bytes, boolean negative) {
        for (int i = 0; i < bytes; i++) {
            int place = little ? i : bytes - 1 - i;
            out.add(place < LONG ? (int) (n >> (place * 8)) : negative ? 0xff : 0);
        }
    }

    /** Those that arithmetic makes are negative, as they are on the machines that Lua runs on. */
    private static long bits64(LuaNumber n) {
        double value = n.todouble();
        long bits = Double.doubleToLongBits(value);
        return value == value || n == SpecialNumber.POSITIVE_NAN ? bits : bits | Long.MIN_VALUE;
    }

    private static long bits32(LuaNumber n) {
        double value = n.todouble();
        int bits = Float.floatToIntBits((float) value);
        return value == value || n == SpecialNumber.POSITIVE_NAN ? bits : bits | Integer.MIN_VALUE;
    }

    // Bytes to values -----------------------------------------------------------------------------------------------

    /** Reads what the option asks for from there, and gives where it ends. */
    private long read(LuaString data, int position, List<LuaValue> values) {
        int end = position + (int) size;
        switch (kind) {
            case SIGNED, UNSIGNED -> values.add(exact(integer(data, position, (int) size, kind == Kind.SIGNED)));
            case FLOAT -> values.add(real(integer(data, position, (int) size, false)));
            case FIXED -> values.add(data.substring(position, end));
            case PREFIXED -> {
                long length = integer(data, position, prefix, false);
                if (length < 0 || length > data.m_length - end) {
                    throw Arguments.error(co, 2, "data string too short");
                }
                values.add(data.substring(end, end + (int) length));
                return end + length;
            }
            case ZERO_ENDED -> {
                int zero = data.indexOf((byte) 0, position);
                if (zero < 0) {
                    throw Arguments.error(co, 2, "unfinished string for format 'z'");
                }
                co.vm().charge((zero - position) / 8);
                values.add(data.substring(position, zero));
                return zero + 1L;
            }
            default -> {
                // Skipped.
            }
        }
        return end;
    }

    private long integer(LuaString data, int position, int bytes, boolean signed) {
        long value = 0;
        for (int i = Math.min(bytes, LONG) - 1; i >= 0; i--) {
            value = value << 8 | byteOf(data, position, bytes, i);
        }
        if (bytes < LONG) {
            int unused = 64 - bytes * 8;
            return signed ? value << unused >> unused : value;
        }
        int rest = signed && value < 0 ? 0xff : 0;
        for (int i = LONG; i < bytes; i++) {
            if (byteOf(data, position, bytes, i) != rest) {
                throw co.error(bytes + "-byte integer does not fit into Lua Integer");
            }
        }
        return value;
    }

    private int byteOf(LuaString data, int position, int bytes, int place) {
        return data.luaByte(position + (little ? place : bytes - 1 - place));
    }

    private LuaNumber exact(long value) {
        double number = value;
        if ((long) number != value || number == 0x1p63) {
            throw co.error(size + "-byte integer " + value
                    + " is not exact as a number of Lua 5.2; read it in smaller parts, or use --backend process");
        }
        return Numbers.of(number);
    }

    private LuaNumber real(long bits) {
        double value = size == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
        boolean negative = size == 4 ? (int) bits < 0 : bits < 0;
        return value != value && !negative ? SpecialNumber.POSITIVE_NAN : Numbers.of(value);
    }
}
