// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The bitwise functions. Source: Lua 5.2 manual, section 6.7. */
final class Bit32Library extends Builtin {
    private static final int ARSHIFT = 0;
    private static final int BAND = 1;
    private static final int BNOT = 2;
    private static final int BOR = 3;
    private static final int BTEST = 4;
    private static final int BXOR = 5;
    private static final int EXTRACT = 6;
    private static final int LROTATE = 7;
    private static final int LSHIFT = 8;
    private static final int REPLACE = 9;
    private static final int RROTATE = 10;
    private static final String[] NAMES = {
        "arshift", "band", "bnot", "bor", "btest", "bxor", "extract", "lrotate", "lshift", "replace", "rrotate",
        "rshift"
    };

    private final int op;

    private Bit32Library(int op) {
        super(NAMES[op]);
        this.op = op;
    }

    static Table table() {
        Table table = new Table(0, NAMES.length);
        for (int i = 0; i < NAMES.length; i++) {
            table.set(NAMES[i], new Bit32Library(i));
        }
        return table;
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        switch (op) {
            case BAND:
                return unsigned(and(co, args));
            case BTEST:
                return LuaValue.valueOf(and(co, args) != 0);
            case BOR: {
                int bits = 0;
                for (int i = 1, n = args.narg(); i <= n; i++) {
                    bits |= bits(co, args, i);
                }
                return unsigned(bits);
            }
            case BXOR: {
                int bits = 0;
                for (int i = 1, n = args.narg(); i <= n; i++) {
                    bits ^= bits(co, args, i);
                }
                return unsigned(bits);
            }
            case BNOT:
                return unsigned(~bits(co, args, 1));
            case ARSHIFT: {
                int bits = bits(co, args, 1);
                long by = Arguments.integer(co, args, 2);
                return unsigned(by < 0 ? left(bits, -by) : bits >> (int) Math.min(by, 31));
            }
            case LSHIFT:
                return unsigned(left(bits(co, args, 1), Arguments.integer(co, args, 2)));
            case LROTATE:
                return unsigned(Integer.rotateLeft(bits(co, args, 1), (int) (Arguments.integer(co, args, 2) & 31)));
            case RROTATE:
                return unsigned(Integer.rotateRight(bits(co, args, 1), (int) (Arguments.integer(co, args, 2) & 31)));
            case EXTRACT: {
                int bits = bits(co, args, 1);
                int field = field(co, args, 2);
                return unsigned(bits >>> field & mask(co, args, 3, field));
            }
            case REPLACE: {
                int bits = bits(co, args, 1);
                int value = bits(co, args, 2);
                int field = field(co, args, 3);
                int mask = mask(co, args, 4, field);
                return unsigned(bits & ~(mask << field) | (value & mask) << field);
            }
            default:
                return unsigned(left(bits(co, args, 1), -Arguments.integer(co, args, 2)));
        }
    }

    private static int and(Coroutine co, Varargs args) {
        int bits = -1;
        for (int i = 1, n = args.narg(); i <= n; i++) {
            bits &= bits(co, args, i);
        }
        return bits;
    }

    private static int left(int bits, long by) {
        if (by <= -32 || by >= 32) {
            return 0;
        }
        return by >= 0 ? bits << by : bits >>> -by;
    }

    private static int field(Coroutine co, Varargs args, int position) {
        long field = Arguments.integer(co, args, position);
        if (field < 0) {
            throw Arguments.error(co, position, "field cannot be negative");
        }
        if (field > 31) {
            throw co.error("trying to access non-existent bits");
        }
        return (int) field;
    }

    private static int mask(Coroutine co, Varargs args, int position, int field) {
        long width = Arguments.integer(co, args, position, 1);
        if (width <= 0) {
            throw Arguments.error(co, position, "width must be positive");
        }
        if (field + width > 32) {
            throw co.error("trying to access non-existent bits");
        }
        return (int) (0xffffffffL >>> (32 - width));
    }

    private static int bits(Coroutine co, Varargs args, int position) {
        LuaNumber number = Arguments.luaNumber(co, args, position);
        if (number instanceof LuaInteger integer) {
            return integer.v;
        }
        double value = Math.rint(number.todouble());
        return (int) (long) (value - Math.floor(value / 0x1p32) * 0x1p32);
    }

    private static LuaNumber unsigned(int bits) {
        return Numbers.of(bits & 0xffffffffL);
    }
}
