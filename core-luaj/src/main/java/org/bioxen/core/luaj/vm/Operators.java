// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Lua's operations with all that the manual says of them, metamethods included; their errors are worded as in Lua 5.2.
 * Source: Lua 5.2 manual, section 2.4.
 */
public final class Operators {
    static final int ADD = 0;
    static final int SUB = 1;
    static final int MUL = 2;
    static final int DIV = 3;
    static final int MOD = 4;
    static final int POW = 5;

    /** A string may not be longer: Java's arrays end here. */
    public static final int MAX_STRING = Integer.MAX_VALUE - 64;

    /** To look at strings longer than this is charged. */
    private static final int LONG = 1024;

    private static final LuaString[] EVENTS = {
        LuaValue.ADD, LuaValue.SUB, LuaValue.MUL, LuaValue.DIV, LuaValue.MOD, LuaValue.POW
    };
    private static final int MAX_CHAIN = 100;

    private Operators() {}

    private static final LuaValue NIL = LuaValue.NIL;

    /** {@code object[key]}. */
    public static LuaValue index(Coroutine co, LuaValue object, LuaValue key) {
        LuaValue from = object;
        for (int step = 0; step < MAX_CHAIN; step++) {
            LuaValue handler;
            if (from instanceof Table table) {
                LuaValue value = table.get(key);
                if (value != NIL || table.metatable() == null) {
                    return value;
                }
                handler = table.metatable().get(LuaValue.INDEX);
                if (handler == NIL) {
                    return NIL;
                }
            } else {
                handler = co.vm.metamethod(from, LuaValue.INDEX);
                if (handler == NIL) {
                    throw Names.typeError(co, "index", from, step == 0 ? Names.INDEXED : Names.UNKNOWN);
                }
            }
            if (handler instanceof Function function) {
                return function.apply(co, from, key).arg1();
            }
            from = handler;
        }
        throw co.runtimeError("loop in gettable");
    }

    /** {@code object[name]} for a call: mostly found in the table that is the object's {@code __index}. */
    static LuaValue method(Coroutine co, LuaValue object, LuaValue name) {
        if (object instanceof Table table && name instanceof LuaString key) {
            LuaValue own = table.get(key);
            if (own != NIL) {
                return own;
            }
            Table metatable = table.metatable();
            if (metatable != null && metatable.get(LuaValue.INDEX) instanceof Table methods) {
                LuaValue value = methods.get(key);
                if (value != NIL) {
                    return value;
                }
            }
        }
        return index(co, object, name);
    }

    /** {@code object[key] = value}. */
    public static void assign(Coroutine co, LuaValue object, LuaValue key, LuaValue value) {
        LuaValue to = object;
        for (int step = 0; step < MAX_CHAIN; step++) {
            LuaValue handler;
            if (to instanceof Table table) {
                if (table.metatable() == null
                        || (handler = table.metatable().get(LuaValue.NEWINDEX)) == NIL
                        || table.get(key) != NIL) {
                    if (key == NIL) {
                        throw co.runtimeError("table index is nil");
                    }
                    if (key instanceof LuaNumber n && n.todouble() != n.todouble()) {
                        throw co.runtimeError("table index is NaN");
                    }
                    table.set(key, value);
                    return;
                }
            } else {
                handler = co.vm.metamethod(to, LuaValue.NEWINDEX);
                if (handler == NIL) {
                    throw Names.typeError(co, "index", to, step == 0 ? Names.INDEXED : Names.UNKNOWN);
                }
            }
            if (handler instanceof Function function) {
                function.apply(co, to, key, value);
                return;
            }
            to = handler;
        }
        throw co.runtimeError("loop in settable");
    }

    /** An arithmetic operation on any values. */
    static LuaValue arithmetic(Coroutine co, int operation, LuaValue x, LuaValue y) {
        LuaNumber m = Numbers.coerce(x);
        LuaNumber n = m == null ? null : Numbers.coerce(y);
        if (n != null) {
            double a = m.todouble();
            double b = n.todouble();
            return Numbers.of(
                    switch (operation) {
                        case ADD -> a + b;
                        case SUB -> a - b;
                        case MUL -> a * b;
                        case DIV -> a / b;
                        case MOD -> Numbers.modulo(a, b);
                        default -> power(a, b);
                    });
        }
        LuaValue handler = binaryHandler(co, x, y, EVENTS[operation]);
        if (handler == NIL) {
            throw Names.typeError(co, "perform arithmetic on", m == null ? x : y, m == null ? Names.LEFT : Names.RIGHT);
        }
        return apply(co, handler, x, y);
    }

    /** C's {@code pow}, which differs from Java's where a base of ±1 meets what is infinite or no number. */
    public static double power(double a, double b) {
        if (b == 2) {
            return a * a;
        }
        if (a == 1 || a == -1 && Double.isInfinite(b)) {
            return 1;
        }
        return Math.pow(a, b);
    }

    private static LuaValue apply(Coroutine co, LuaValue handler, LuaValue x, LuaValue y) {
        return handler instanceof Function function
                ? function.apply(co, x, y).arg1()
                : call(co, handler, LuaValue.varargsOf(x, y)).arg1();
    }

    private static LuaValue binaryHandler(Coroutine co, LuaValue x, LuaValue y, LuaString event) {
        LuaValue handler = co.vm.metamethod(x, event);
        return handler == NIL ? co.vm.metamethod(y, event) : handler;
    }

    /** {@code -x}. */
    static LuaValue negate(Coroutine co, LuaValue x) {
        if (x instanceof LuaInteger n && n.v != 0) {
            return Numbers.of(-(long) n.v);
        }
        LuaNumber n = Numbers.coerce(x);
        if (n != null) {
            double value = n.todouble();
            if (value != value) {
                return n == SpecialNumber.POSITIVE_NAN ? Numbers.of(Double.NaN) : SpecialNumber.POSITIVE_NAN;
            }
            return Numbers.of(-value);
        }
        LuaValue handler = co.vm.metamethod(x, LuaValue.UNM);
        if (handler == NIL) {
            throw Names.typeError(co, "perform arithmetic on", x, Names.LEFT);
        }
        return apply(co, handler, x, x);
    }

    /** {@code #x}. */
    public static LuaValue length(Coroutine co, LuaValue x) {
        if (x instanceof LuaString text) {
            return LuaInteger.valueOf(text.m_length);
        }
        LuaValue handler = co.vm.metamethod(x, LuaValue.LEN);
        if (handler != NIL) {
            return apply(co, handler, x, x);
        }
        if (x instanceof Table table) {
            return LuaInteger.valueOf(table.length());
        }
        throw Names.typeError(co, "get length of", x, Names.LEFT);
    }

    /** Whether two values are the same without metamethods. */
    public static boolean rawEqual(LuaValue x, LuaValue y) {
        if (x instanceof LuaNumber m) {
            return y instanceof LuaNumber n && m.todouble() == n.todouble();
        }
        return x == y || x instanceof LuaString s && y instanceof LuaString t && s.raweq(t);
    }

    /** {@code x == y}. */
    public static boolean equal(Coroutine co, LuaValue x, LuaValue y) {
        if (x instanceof LuaString s && s.m_length > LONG && y instanceof LuaString t && s.m_length == t.m_length) {
            co.vm.charge(s.m_length >> 3);
        }
        if (rawEqual(x, y)) {
            return true;
        }
        boolean comparable = x instanceof Table && y instanceof Table || x instanceof Userdata && y instanceof Userdata;
        if (!comparable) {
            return false;
        }
        LuaValue handler = co.vm.metamethod(x, LuaValue.EQ);
        if (handler == NIL || !rawEqual(handler, co.vm.metamethod(y, LuaValue.EQ))) {
            return false;
        }
        return truth(apply(co, handler, x, y));
    }

    /** Whether a value counts as true. */
    public static boolean truth(LuaValue value) {
        return value != NIL && value != LuaValue.FALSE;
    }

    /** {@code x < y}. */
    public static boolean less(Coroutine co, LuaValue x, LuaValue y) {
        if (x instanceof LuaNumber m && y instanceof LuaNumber n) {
            return m.todouble() < n.todouble();
        }
        if (x instanceof LuaString s && y instanceof LuaString t) {
            return compare(co, s, t) < 0;
        }
        LuaValue handler = binaryHandler(co, x, y, LuaValue.LT);
        if (handler == NIL) {
            throw comparison(co, x, y);
        }
        return truth(apply(co, handler, x, y));
    }

    /** {@code x <= y}. */
    static boolean lessOrEqual(Coroutine co, LuaValue x, LuaValue y) {
        if (x instanceof LuaNumber m && y instanceof LuaNumber n) {
            return m.todouble() <= n.todouble();
        }
        if (x instanceof LuaString s && y instanceof LuaString t) {
            return compare(co, s, t) <= 0;
        }
        LuaValue handler = binaryHandler(co, x, y, LuaValue.LE);
        if (handler != NIL) {
            return truth(apply(co, handler, x, y));
        }
        handler = binaryHandler(co, y, x, LuaValue.LT);
        if (handler == NIL) {
            throw comparison(co, x, y);
        }
        return !truth(apply(co, handler, y, x));
    }

    private static ScriptError comparison(Coroutine co, LuaValue x, LuaValue y) {
        String a = x.typename();
        String b = y.typename();
        return co.runtimeError(
                a.equals(b) ? "attempt to compare two " + a + " values" : "attempt to compare " + a + " with " + b);
    }

    /** Compares strings byte by byte. */
    private static int compare(Coroutine co, LuaString s, LuaString t) {
        int length = Math.min(s.m_length, t.m_length);
        if (length > LONG) {
            co.vm.charge(length >> 4);
        }
        return java.util.Arrays.compareUnsigned(
                s.m_bytes, s.m_offset, s.m_offset + s.m_length, t.m_bytes, t.m_offset, t.m_offset + t.m_length);
    }

    /** The concatenation of the values in the registers from first to last. */
    static LuaValue concat(Coroutine co, LuaValue[] stack, int first, int last) {
        LuaValue result = stack[last];
        int at = last;
        while (at > first) {
            // As many strings and numbers as there are in a row become one string at once.
            LuaString right = Numbers.toLuaString(result);
            LuaString left = right == null ? null : Numbers.toLuaString(stack[at - 1]);
            if (left == null) {
                LuaValue x = stack[at - 1];
                LuaValue handler = binaryHandler(co, x, result, LuaValue.CONCAT);
                if (handler == NIL) {
                    boolean leftIsText = x instanceof LuaString || x instanceof LuaNumber;
                    throw Names.concatError(co, leftIsText ? result : x, leftIsText ? at : at - 1, at == last);
                }
                result = apply(co, handler, x, result);
                at--;
                continue;
            }
            int from = at - 1;
            long length = (long) left.m_length + right.m_length;
            LuaString[] parts = new LuaString[at - first + 1];
            parts[at - first] = right;
            parts[from - first] = left;
            while (from > first && (left = Numbers.toLuaString(stack[from - 1])) != null) {
                from--;
                parts[from - first] = left;
                length += left.m_length;
            }
            byte[] bytes = co.vm.bytes(co, length);
            int to = 0;
            for (int i = from; i <= at; i++) {
                LuaString part = parts[i - first];
                System.arraycopy(part.m_bytes, part.m_offset, bytes, to, part.m_length);
                to += part.m_length;
            }
            result = LuaString.valueUsing(bytes);
            at = from;
        }
        return result;
    }

    /** What is called when this value, no function, is called: its metamethod, which takes the value as first argument. */
    static LuaValue callee(Coroutine co, LuaValue value) {
        LuaValue handler = co.vm.metamethod(value, LuaValue.CALL);
        if (!(handler instanceof Function)) {
            throw Names.typeError(co, "call", value, Names.CALLED);
        }
        return handler;
    }

    /** Calls any value. */
    public static Varargs call(Coroutine co, LuaValue value, Varargs args) {
        if (value instanceof Function function) {
            return function.apply(co, args);
        }
        return ((Function) callee(co, value)).apply(co, LuaValue.varargsOf(value, args));
    }

    static void prepareLoop(Coroutine co, LuaValue[] stack, int a) {
        LuaNumber start = Numbers.coerce(stack[a]);
        LuaNumber limit = Numbers.coerce(stack[a + 1]);
        LuaNumber step = Numbers.coerce(stack[a + 2]);
        if (start == null) {
            throw co.runtimeError("'for' initial value must be a number");
        }
        if (limit == null) {
            throw co.runtimeError("'for' limit must be a number");
        }
        if (step == null) {
            throw co.runtimeError("'for' step must be a number");
        }
        stack[a + 1] = limit;
        stack[a + 2] = step;
        stack[a] = start instanceof LuaInteger m && step instanceof LuaInteger n
                ? Numbers.of((long) m.v - n.v)
                : Numbers.of(start.todouble() - step.todouble());
    }

    static void next(Coroutine co, Table table, LuaValue[] stack, int a, int results) {
        int place = table.place(stack[a + 2]);
        if (place == -2) {
            throw co.runtimeError("invalid key to 'next'");
        }
        int next = table.next(place);
        if (next - place != 1) {
            co.vm.charge(table.distance(place, next) >> 2);
        }
        stack[a + 3] = next < 0 ? NIL : table.key(next);
        if (results > 1) {
            stack[a + 4] = next < 0 ? NIL : table.value(next);
            for (int i = 3; i <= results; i++) {
                stack[a + 2 + i] = NIL;
            }
        }
    }

    /** {@code tostring(value)}: whatever {@code __tostring} returns, or a string. */
    public static LuaValue toText(Coroutine co, LuaValue value) {
        LuaString simple = Numbers.toLuaString(value);
        if (simple != null) {
            return simple;
        }
        LuaValue handler = co.vm.metamethod(value, LuaValue.TOSTRING);
        return handler == NIL
                ? LuaString.valueOf(rawText(value))
                : call(co, handler, value).arg1();
    }

    /** {@code tostring(value)} without metamethods. */
    public static String rawText(LuaValue value) {
        if (value instanceof LuaNumber number) {
            return Numbers.format(number);
        }
        if (value instanceof LuaString text) {
            return text.tojstring();
        }
        if (value == NIL) {
            return "nil";
        }
        if (value == LuaValue.TRUE) {
            return "true";
        }
        if (value == LuaValue.FALSE) {
            return "false";
        }
        String address = Integer.toHexString(System.identityHashCode(value));
        return value.typename() + ": 0x" + "00000000".substring(address.length()) + address;
    }
}
