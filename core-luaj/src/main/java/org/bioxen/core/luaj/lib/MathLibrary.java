// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Operators;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The mathematical functions. Source: Lua 5.2 manual, section 6.6; {@code tointeger}, {@code type}, {@code ult}: Lua 5.4
 * manual, section 6.7.
 */
final class MathLibrary extends Builtin {
    private static final int ABS = 0;
    private static final int ACOS = 1;
    private static final int ASIN = 2;
    private static final int ATAN = 3;
    private static final int ATAN2 = 4;
    private static final int CEIL = 5;
    private static final int COS = 6;
    private static final int COSH = 7;
    private static final int DEG = 8;
    private static final int EXP = 9;
    private static final int FLOOR = 10;
    private static final int FMOD = 11;
    private static final int FREXP = 12;
    private static final int LDEXP = 13;
    private static final int LOG = 14;
    private static final int LOG10 = 15;
    private static final int MAX = 16;
    private static final int MIN = 17;
    private static final int MODF = 18;
    private static final int POW = 19;
    private static final int RAD = 20;
    private static final int RANDOM = 21;
    private static final int RANDOMSEED = 22;
    private static final int SIN = 23;
    private static final int SINH = 24;
    private static final int SQRT = 25;
    private static final int TAN = 26;
    private static final int TANH = 27;
    private static final int TOINTEGER = 28;
    private static final int TYPE = 29;
    private static final int ULT = 30;
    private static final String[] NAMES = {
        "abs", "acos", "asin", "atan", "atan2", "ceil", "cos", "cosh", "deg", "exp", "floor", "fmod", "frexp", "ldexp",
        "log", "log10", "max", "min", "modf", "pow", "rad", "random", "randomseed", "sin", "sinh", "sqrt", "tan",
                "tanh",
        "tointeger", "type", "ult"
    };

    private static final LuaString INTEGER = Arguments.of("integer");
    private static final LuaString FLOAT = Arguments.of("float");

    private final int op;

    private MathLibrary(int op) {
        super(NAMES[op]);
        this.op = op;
    }

    static Table table() {
        Table table = new Table(0, NAMES.length + 2);
        for (int i = 0; i < NAMES.length; i++) {
            table.set(NAMES[i], new MathLibrary(i));
        }
        table.set("pi", Numbers.of(Math.PI));
        table.set("huge", Numbers.of(Double.POSITIVE_INFINITY));
        return table;
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        LuaState vm = co.vm();
        if (op == RANDOM) {
            return random(co, args);
        }
        switch (op) {
            case TOINTEGER:
                return toInteger(Arguments.any(co, args, 1));
            case TYPE:
                return type(Arguments.any(co, args, 1));
            case ULT: {
                long low = Arguments.exactInteger(co, args, 1);
                return LuaValue.valueOf(Long.compareUnsigned(low, Arguments.exactInteger(co, args, 2)) < 0);
            }
            default:
            // All others take a number.
        }
        LuaNumber n = Arguments.luaNumber(co, args, 1);
        double x = n.todouble();
        switch (op) {
            case ABS:
                return Numbers.of(Math.abs(x));
            case ACOS:
                return Numbers.of(Math.acos(x));
            case ASIN:
                return Numbers.of(Math.asin(x));
            case ATAN:
                return Numbers.of(Math.atan(x));
            case ATAN2:
                return Numbers.of(Math.atan2(x, Arguments.number(co, args, 2)));
            case CEIL:
                return n instanceof LuaInteger ? n : Numbers.of(Math.ceil(x));
            case COS:
                return Numbers.of(Math.cos(x));
            case COSH:
                return Numbers.of(Math.cosh(x));
            case DEG:
                return Numbers.of(x / (Math.PI / 180.0));
            case EXP:
                return Numbers.of(Math.exp(x));
            case FLOOR:
                return n instanceof LuaInteger ? n : Numbers.of(Math.floor(x));
            case FMOD:
                return Numbers.of(x % Arguments.number(co, args, 2));
            case FREXP:
                return frexp(x);
            case LDEXP:
                return Numbers.of(
                        Numbers.scale(x, (int) Math.max(-10_000, Math.min(10_000, Arguments.integer(co, args, 2)))));
            case LOG:
                return Numbers.of(log(co, x, args));
            case LOG10:
                return Numbers.of(Math.log10(x));
            case MAX: {
                LuaNumber best = n;
                for (int i = 2, count = args.narg(); i <= count; i++) {
                    LuaNumber other = Arguments.luaNumber(co, args, i);
                    best = other.todouble() > best.todouble() ? other : best;
                }
                return best;
            }
            case MIN: {
                LuaNumber best = n;
                for (int i = 2, count = args.narg(); i <= count; i++) {
                    LuaNumber other = Arguments.luaNumber(co, args, i);
                    best = other.todouble() < best.todouble() ? other : best;
                }
                return best;
            }
            case MODF: {
                double whole = x > 0 ? Math.floor(x) : Math.ceil(x);
                double rest = Double.isInfinite(x) ? Math.copySign(0.0, x) : Math.copySign(x - whole, x);
                return LuaValue.varargsOf(Numbers.of(whole), Numbers.of(rest));
            }
            case POW:
                return Numbers.of(Operators.power(x, Arguments.number(co, args, 2)));
            case RAD:
                return Numbers.of(x * (Math.PI / 180.0));
            case RANDOMSEED:
                vm.seed(Double.doubleToLongBits(x));
                return NONE;
            case SIN:
                return Numbers.of(Math.sin(x));
            case SINH:
                return Numbers.of(Math.sinh(x));
            case SQRT:
                return Numbers.of(Math.sqrt(x));
            case TAN:
                return Numbers.of(Math.tan(x));
            default:
                return Numbers.of(Math.tanh(x));
        }
    }

    private static double log(Coroutine co, double x, Varargs args) {
        if (Arguments.isNone(args, 2)) {
            return Math.log(x);
        }
        double base = Arguments.number(co, args, 2);
        return base == 10 ? Math.log10(x) : Math.log(x) / Math.log(base);
    }

    private static LuaValue toInteger(LuaValue value) {
        LuaNumber number = Numbers.coerce(value);
        if (number == null || number instanceof LuaInteger) {
            return number == null ? NIL : number;
        }
        double x = number.todouble();
        return x == Math.rint(x) && x >= -0x1p63 && x < 0x1p63 ? Numbers.of(x + 0.0) : NIL;
    }

    /** Lua 5.2 has one kind of number: those are integers that have no fraction, as long as all neighbours are there, too. */
    private static LuaValue type(LuaValue value) {
        if (!(value instanceof LuaNumber number)) {
            return NIL;
        }
        double x = number.todouble();
        return x == Math.rint(x) && Math.abs(x) <= 0x1p53 ? INTEGER : FLOAT;
    }

    private static Varargs frexp(double x) {
        if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
            return LuaValue.varargsOf(Numbers.of(x), ZERO);
        }
        int exponent = Math.getExponent(x);
        double scaled = x;
        int shift = 0;
        if (exponent < Double.MIN_EXPONENT) {
            // A subnormal number has its exponent only once it is scaled up.
            scaled = x * 0x1p54;
            shift = -54;
            exponent = Math.getExponent(scaled);
        }
        return LuaValue.varargsOf(
                Numbers.of(Math.scalb(scaled, -exponent - 1)), LuaInteger.valueOf(exponent + 1 + shift));
    }

    private static Varargs random(Coroutine co, Varargs args) {
        double r = co.vm().random();
        switch (args.narg()) {
            case 0:
                return Numbers.of(r);
            case 1: {
                double high = Arguments.number(co, args, 1);
                if (!(1 <= high)) {
                    throw Arguments.error(co, 1, "interval is empty");
                }
                return Numbers.of(Math.floor(r * high) + 1);
            }
            case 2: {
                double low = Arguments.number(co, args, 1);
                double high = Arguments.number(co, args, 2);
                if (!(low <= high)) {
                    throw Arguments.error(co, 2, "interval is empty");
                }
                return Numbers.of(Math.floor(r * (high - low + 1)) + low);
            }
            default:
                throw co.error("wrong number of arguments");
        }
    }
}
