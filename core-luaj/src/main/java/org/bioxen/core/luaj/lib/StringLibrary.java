// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Function;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Operators;
import org.bioxen.core.luaj.vm.Table;
import org.bioxen.core.luaj.vm.Walk;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The string functions. Source: Lua 5.2 manual, section 6.4. */
final class StringLibrary extends Builtin {
    private static final int BYTE = 0;
    private static final int CHAR = 1;
    private static final int DUMP = 2;
    private static final int FIND = 3;
    private static final int FORMAT = 4;
    private static final int GMATCH = 5;
    private static final int GSUB = 6;
    private static final int LEN = 7;
    private static final int LOWER = 8;
    private static final int MATCH = 9;
    private static final int REP = 10;
    private static final int REVERSE = 11;
    private static final int SUB = 12;
    private static final int PACK = 14;
    private static final int PACKSIZE = 15;
    private static final int UNPACK = 16;
    private static final String[] NAMES = {
        "byte",
        "char",
        "dump",
        "find",
        "format",
        "gmatch",
        "gsub",
        "len",
        "lower",
        "match",
        "rep",
        "reverse",
        "sub",
        "upper",
        "pack",
        "packsize",
        "unpack"
    };
    private static final int PIECE = 1 << 20;
    private static final String SPECIALS = "^$*+?.([%-";

    private final int op;

    private StringLibrary(int op) {
        super(NAMES[op]);
        this.op = op;
    }

    static Table table() {
        Table table = new Table(0, NAMES.length);
        for (int i = 0; i < NAMES.length; i++) {
            table.set(NAMES[i], new StringLibrary(i));
        }
        return table;
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        return switch (op) {
            case BYTE -> bytes(co, args);
            case CHAR -> chars(co, args);
            case DUMP -> {
                Arguments.function(co, args, 1);
                throw co.error("unable to dump given function: this engine has no bytecode");
            }
            case FIND -> find(co, args, true);
            case FORMAT -> Format.format(co, args);
            case GMATCH -> new Gmatch(Arguments.string(co, args, 1), Arguments.string(co, args, 2));
            case GSUB -> gsub(co, args);
            case LEN -> LuaInteger.valueOf(Arguments.string(co, args, 1).m_length);
            case LOWER -> changeCase(co, Arguments.string(co, args, 1), 'A', 'Z');
            case MATCH -> find(co, args, false);
            case PACK -> Packing.pack(co, args);
            case PACKSIZE -> Packing.size(co, args);
            case REP -> rep(co, args);
            case REVERSE -> reverse(co, Arguments.string(co, args, 1));
            case SUB -> sub(co, args);
            case UNPACK -> Packing.unpack(co, args);
            default -> changeCase(co, Arguments.string(co, args, 1), 'a', 'z');
        };
    }

    /** A position as an index from 1 on: negative ones count from the end. */
    private static long position(long position, int length) {
        return position >= 0 ? position : -position > length ? 0 : length + position + 1;
    }

    private static Varargs sub(Coroutine co, Varargs args) {
        LuaString text = Arguments.string(co, args, 1);
        long from = Math.max(position(Arguments.integer(co, args, 2), text.m_length), 1);
        long to = Math.min(position(Arguments.integer(co, args, 3, -1), text.m_length), text.m_length);
        if (from > to) {
            return LuaValue.EMPTYSTRING;
        }
        if (to - from > 1024) {
            co.vm().charge((to - from) >> 3);
            co.vm().reserve(to - from);
        }
        return LuaString.valueOf(text.m_bytes, text.m_offset + (int) from - 1, (int) (to - from + 1));
    }

    private static Varargs bytes(Coroutine co, Varargs args) {
        LuaString text = Arguments.string(co, args, 1);
        long first = position(Arguments.integer(co, args, 2, 1), text.m_length);
        long to = Math.min(position(Arguments.integer(co, args, 3, first), text.m_length), text.m_length);
        long from = Math.max(first, 1);
        if (from > to) {
            return NONE;
        }
        long count = to - from + 1;
        if (count == 1) {
            return LuaInteger.valueOf(text.luaByte((int) from - 1));
        }
        if (count >= TableLibrary.MAX_RESULTS) {
            throw co.error("string slice too long");
        }
        co.vm().charge(count);
        co.vm().reserve(4 * count);
        LuaValue[] values = new LuaValue[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = LuaInteger.valueOf(text.luaByte((int) from - 1 + i));
        }
        return LuaValue.varargsOf(values);
    }

    private static Varargs chars(Coroutine co, Varargs args) {
        int n = args.narg();
        co.vm().charge(n);
        byte[] bytes = co.vm().bytes(co, n);
        for (int i = 0; i < n; i++) {
            long c = Arguments.integer(co, args, i + 1);
            if (c < 0 || c > 255) {
                throw Arguments.error(co, i + 1, "value out of range");
            }
            bytes[i] = (byte) c;
        }
        return LuaString.valueUsing(bytes);
    }

    private static LuaString changeCase(Coroutine co, LuaString text, int first, int last) {
        byte[] bytes = co.vm().bytes(co, text.m_length);
        for (int i = 0; i < bytes.length; i++) {
            if ((i & 0xfff) == 0xfff) {
                co.vm().charge(0x400);
            }
            int c = text.luaByte(i);
            bytes[i] = (byte) (c >= first && c <= last ? c ^ 32 : c);
        }
        return LuaString.valueUsing(bytes);
    }

    private static LuaString reverse(Coroutine co, LuaString text) {
        byte[] bytes = co.vm().bytes(co, text.m_length);
        for (int i = 0; i < bytes.length; i++) {
            if ((i & 0xfff) == 0xfff) {
                co.vm().charge(0x400);
            }
            bytes[i] = text.m_bytes[text.m_offset + bytes.length - 1 - i];
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs rep(Coroutine co, Varargs args) {
        LuaString text = Arguments.string(co, args, 1);
        long count = Arguments.integer(co, args, 2);
        LuaString separator = Arguments.string(co, args, 3, LuaValue.EMPTYSTRING);
        int unit = text.m_length + separator.m_length;
        if (count <= 0 || unit == 0) {
            return LuaValue.EMPTYSTRING;
        }
        if (unit < 0 || count > (Operators.MAX_STRING + (long) separator.m_length) / unit) {
            throw co.error("resulting string too large");
        }
        LuaState vm = co.vm();
        byte[] bytes = vm.bytes(co, unit * count - separator.m_length);
        text.copyInto(0, bytes, 0, text.m_length);
        int size = text.m_length;
        if (count > 1) {
            separator.copyInto(0, bytes, size, separator.m_length);
            size += separator.m_length;
            // Repeats what is there, at most so much at once; the last unit has no separator.
            while (size < bytes.length) {
                vm.poll();
                int phase = size % unit;
                int more = Math.min(Math.min(size - phase, bytes.length - size), PIECE);
                System.arraycopy(bytes, phase, bytes, size, more);
                size += more;
            }
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs find(Coroutine co, Varargs args, boolean find) {
        LuaString text = Arguments.string(co, args, 1);
        LuaString pattern = Arguments.string(co, args, 2);
        long init = Math.max(position(Arguments.integer(co, args, 3, 1), text.m_length), 1);
        if (init > text.m_length + 1L) {
            return NIL;
        }
        int from = (int) init - 1;
        if (find && (Operators.truth(args.arg(4)) || isPlain(pattern))) {
            int at = indexOf(co.vm(), text, pattern, from);
            return at < 0
                    ? NIL
                    : LuaValue.varargsOf(LuaInteger.valueOf(at + 1), LuaInteger.valueOf(at + pattern.m_length));
        }
        Matcher matcher = new Matcher(co, text, pattern);
        int skip = matcher.isAnchored() ? 1 : 0;
        do {
            int to = matcher.match(from, skip);
            if (to >= 0) {
                return find
                        ? LuaValue.varargsOf(
                                LuaInteger.valueOf(from + 1), LuaInteger.valueOf(to), matcher.captures(from, to, false))
                        : matcher.captures(from, to, true);
            }
            from++;
        } while (from <= text.m_length && skip == 0);
        return NIL;
    }

    private static boolean isPlain(LuaString pattern) {
        for (int i = 0; i < pattern.m_length; i++) {
            if (SPECIALS.indexOf(pattern.luaByte(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(LuaState vm, LuaString text, LuaString part, int from) {
        int n = part.m_length;
        if (n == 0) {
            return from;
        }
        byte[] s = text.m_bytes;
        byte[] p = part.m_bytes;
        byte first = p[part.m_offset];
        int last = text.m_offset + text.m_length - n;
        int work = 0;
        for (int at = text.m_offset + from; at <= last; at++) {
            if (s[at] == first) {
                int i = 1;
                while (i < n && s[at + i] == p[part.m_offset + i]) {
                    i++;
                    if ((i & 0xffff) == 0) {
                        vm.charge(0x8000);
                    }
                }
                if (i == n) {
                    return at - text.m_offset;
                }
                work += i;
            }
            if (++work > 4096) {
                vm.charge(work >> 1);
                work = 0;
            }
        }
        return -1;
    }

    /** What {@code gmatch} returns. */
    private static final class Gmatch extends Builtin {
        private final LuaString text;
        private final LuaString pattern;
        private int from;

        private Gmatch(LuaString text, LuaString pattern) {
            super("gmatch_aux");
            this.text = text;
            this.pattern = pattern;
        }

        @Override
        protected void hold(Walk walk) {
            walk.add(64);
            walk.add(text);
            walk.add(pattern);
        }

        @Override
        protected Varargs run(Coroutine co, Varargs args) {
            Matcher matcher = new Matcher(co, text, pattern);
            for (int at = from; at <= text.m_length; at++) {
                int to = matcher.match(at, 0);
                if (to >= 0) {
                    from = to == at ? to + 1 : to;
                    return matcher.captures(at, to, true);
                }
            }
            from = text.m_length + 1;
            return NONE;
        }
    }

    private static Varargs gsub(Coroutine co, Varargs args) {
        LuaString text = Arguments.string(co, args, 1);
        LuaString pattern = Arguments.string(co, args, 2);
        LuaValue replacement = args.arg(3);
        LuaString template = Numbers.toLuaString(replacement);
        if (template == null && !(replacement instanceof Table) && !(replacement instanceof Function)) {
            throw Arguments.error(co, 3, "string/function/table expected");
        }
        long limit = Arguments.integer(co, args, 4, text.m_length + 1L);
        // a negative limit is a very large one in 5.2
        long max = limit < 0 ? Long.MAX_VALUE : limit;
        Matcher matcher = new Matcher(co, text, pattern);
        int skip = matcher.isAnchored() ? 1 : 0;
        Bytes out = new Bytes(co, text.m_length);
        int at = 0;
        int count = 0;
        while (count < max) {
            int to = matcher.match(at, skip);
            if (to >= 0) {
                count++;
                if (template != null) {
                    expand(co, matcher, template, at, to, out);
                } else {
                    replace(co, matcher, replacement, text, at, to, out);
                }
            }
            if (to > at) {
                at = to;
            } else if (at < text.m_length) {
                out.add(text.luaByte(at++));
            } else {
                break;
            }
            if (skip == 1) {
                break;
            }
        }
        if (count == 0) {
            return LuaValue.varargsOf(text, ZERO);
        }
        out.add(text.m_bytes, text.m_offset + at, text.m_length - at);
        return LuaValue.varargsOf(out.toLuaString(), LuaInteger.valueOf(count));
    }

    private static void expand(Coroutine co, Matcher matcher, LuaString template, int from, int to, Bytes out) {
        for (int i = 0; i < template.m_length; i++) {
            int c = template.luaByte(i);
            if (c != '%') {
                out.add(c);
                continue;
            }
            i++;
            int next = i < template.m_length ? template.luaByte(i) : 0;
            if (next == '%') {
                out.add('%');
            } else if (next == '0') {
                out.add(matcher.whole(from, to));
            } else if (next >= '1' && next <= '9') {
                out.add(Numbers.toLuaString(matcher.capture(next - '1', from, to)));
            } else {
                throw co.error("invalid use of '%' in replacement string");
            }
        }
    }

    private static void replace(
            Coroutine co, Matcher matcher, LuaValue replacement, LuaString text, int from, int to, Bytes out) {
        LuaValue value = replacement instanceof Function function
                ? function.apply(co, matcher.captures(from, to, true)).arg1()
                : Operators.index(co, replacement, matcher.capture(0, from, to));
        if (!Operators.truth(value)) {
            out.add(text.m_bytes, text.m_offset + from, to - from);
            return;
        }
        LuaString string = Numbers.toLuaString(value);
        if (string == null) {
            throw co.error("invalid replacement value (a " + value.typename() + ")");
        }
        out.add(string);
    }
}
