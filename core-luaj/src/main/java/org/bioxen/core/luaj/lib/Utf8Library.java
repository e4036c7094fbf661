// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Operators;
import org.bioxen.core.luaj.vm.Table;
import org.bioxen.core.luaj.vm.Utf8;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions on UTF-8, which Lua has since 5.3; as in 5.4. Source: Lua 5.4 manual, section 6.5. */
final class Utf8Library extends Builtin {
    private static final int CHAR = 0;
    private static final int CODEPOINT = 1;
    private static final int CODES = 2;
    private static final int LEN = 3;
    private static final int OFFSET = 4;
    private static final int NEXT_STRICT = 5;
    private static final int NEXT_LAX = 6;
    private static final String[] NAMES = {"char", "codepoint", "codes", "len", "offset", "for iterator", "for iterator"
    };
    private static final int PUBLIC = 5;
    private static final String INVALID = "invalid UTF-8 code";
    private static final int STEP = 1024;

    private static final Utf8Library STRICT = new Utf8Library(NEXT_STRICT);
    private static final Utf8Library LAX = new Utf8Library(NEXT_LAX);

    private final int op;

    private Utf8Library(int op) {
        super(NAMES[op]);
        this.op = op;
    }

    static Table table() {
        Table table = new Table(0, PUBLIC + 1);
        for (int i = 0; i < PUBLIC; i++) {
            table.set(NAMES[i], new Utf8Library(i));
        }
        byte[] pattern = {
            '[', 0, '-', 0x7f, (byte) 0xc2, '-', (byte) 0xfd, ']', '[', (byte) 0x80, '-', (byte) 0xbf, ']', '*'
        };
        table.set("charpattern", LuaString.valueUsing(pattern));
        return table;
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        return switch (op) {
            case CHAR -> chars(co, args);
            case CODEPOINT -> codepoint(co, args);
            case CODES -> {
                LuaString text = Arguments.string(co, args, 1);
                if (isContinuation(text, 0)) {
                    throw Arguments.error(co, 1, INVALID);
                }
                yield LuaValue.varargsOf(Operators.truth(args.arg(2)) ? LAX : STRICT, text, ZERO);
            }
            case LEN -> length(co, args);
            case OFFSET -> offset(co, args);
            case NEXT_STRICT -> next(co, args, false);
            default -> next(co, args, true);
        };
    }

    /** A position as one from 1 on: negative ones count from the end; 0 is before the first. */
    private static long position(long position, int length) {
        return position >= 0 ? position : -position > length ? 0 : length + position + 1;
    }

    private static boolean isContinuation(LuaString text, long at) {
        return at < text.m_length && (text.luaByte((int) at) & 0xc0) == 0x80;
    }

    private static long decode(LuaString text, long at, boolean lax) {
        return Utf8.decode(text.m_bytes, text.m_offset + (int) at, text.m_offset + text.m_length, lax);
    }

    private static Varargs chars(Coroutine co, Varargs args) {
        int n = args.narg();
        co.vm().charge(n);
        Bytes out = new Bytes(co, n);
        byte[] code = new byte[Utf8.MAX_BYTES];
        for (int i = 1; i <= n; i++) {
            long value = Arguments.exactInteger(co, args, i);
            if (value < 0 || value > Utf8.MAX) {
                throw Arguments.error(co, i, "value out of range");
            }
            out.add(code, 0, Utf8.encode((int) value, code, 0));
        }
        return out.toLuaString();
    }

    private static Varargs codepoint(Coroutine co, Varargs args) {
        LuaString text = Arguments.string(co, args, 1);
        long from = position(Arguments.exactInteger(co, args, 2, 1), text.m_length);
        long to = position(Arguments.exactInteger(co, args, 3, from), text.m_length);
        boolean lax = Operators.truth(args.arg(4));
        if (from < 1) {
            throw Arguments.error(co, 2, "out of bounds");
        }
        if (to > text.m_length) {
            throw Arguments.error(co, 3, "out of bounds");
        }
        if (from > to) {
            return NONE;
        }
        long most = to - from + 1;
        if (most >= TableLibrary.MAX_RESULTS) {
            throw co.error("string slice too long");
        }
        co.vm().charge(most);
        LuaValue[] codes = new LuaValue[(int) most];
        int count = 0;
        for (long at = from - 1; at < to; ) {
            long code = decode(text, at, lax);
            if (code < 0) {
                throw co.error(INVALID);
            }
            codes[count++] = LuaInteger.valueOf((int) code);
            at += Utf8.length(code);
        }
        return LuaValue.varargsOf(codes, 0, count);
    }

    private static Varargs next(Coroutine co, Varargs args, boolean lax) {
        LuaString text = Arguments.string(co, args, 1);
        long at = Math.max(Arguments.integer(co, args, 2), 0);
        for (int work = 1; isContinuation(text, at); work++) {
            at++;
            if (work % STEP == 0) {
                co.vm().charge(STEP);
            }
        }
        if (at >= text.m_length) {
            return NONE;
        }
        long code = decode(text, at, lax);
        if (code < 0 || isContinuation(text, at + Utf8.length(code))) {
            throw co.error(INVALID);
        }
        return LuaValue.varargsOf(LuaInteger.valueOf((int) at + 1), LuaInteger.valueOf((int) code));
    }

    private static Varargs length(Coroutine co, Varargs args) {
        LuaString text = Arguments.string(co, args, 1);
        long at = position(Arguments.exactInteger(co, args, 2, 1), text.m_length) - 1;
        long last = position(Arguments.exactInteger(co, args, 3, -1), text.m_length) - 1;
        boolean lax = Operators.truth(args.arg(4));
        if (at < 0 || at > text.m_length) {
            throw Arguments.error(co, 2, "initial position out of bounds");
        }
        if (last >= text.m_length) {
            throw Arguments.error(co, 3, "final position out of bounds");
        }
        int count = 0;
        while (at <= last) {
            long code = decode(text, at, lax);
            if (code < 0) {
                return LuaValue.varargsOf(NIL, LuaInteger.valueOf((int) at + 1));
            }
            at += Utf8.length(code);
            count++;
            if (count % STEP == 0) {
                co.vm().charge(STEP);
            }
        }
        return LuaInteger.valueOf(count);
    }

    private static Varargs offset(Coroutine co, Varargs args) {
        LuaString text = Arguments.string(co, args, 1);
        long n = Arguments.exactInteger(co, args, 2);
        long at = position(Arguments.exactInteger(co, args, 3, n >= 0 ? 1 : text.m_length + 1L), text.m_length) - 1;
        if (at < 0 || at > text.m_length) {
            throw Arguments.error(co, 3, "position out of bounds");
        }
        int work = 0;
        if (n == 0) {
            while (at > 0 && isContinuation(text, at)) {
                at--;
                work = charged(co, work);
            }
            return LuaInteger.valueOf((int) at + 1);
        }
        if (isContinuation(text, at)) {
            throw co.error("initial position is a continuation byte");
        }
        while (n < 0 && at > 0) {
            do {
                at--;
                work = charged(co, work);
            } while (at > 0 && isContinuation(text, at));
            n++;
        }
        if (n > 0) {
            n--;
            while (n > 0 && at < text.m_length) {
                do {
                    at++;
                    work = charged(co, work);
                } while (isContinuation(text, at));
                n--;
            }
        }
        return n == 0 ? LuaInteger.valueOf((int) at + 1) : NIL;
    }

    private static int charged(Coroutine co, int work) {
        if (work < STEP) {
            return work + 1;
        }
        co.vm().charge(STEP);
        return 0;
    }
}
