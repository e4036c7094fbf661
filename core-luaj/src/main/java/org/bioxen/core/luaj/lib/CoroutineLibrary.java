// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.CoroutineValue;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.ScriptError;
import org.bioxen.core.luaj.vm.Table;
import org.bioxen.core.luaj.vm.Walk;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The coroutine functions. Source: Lua 5.2 manual, section 6.2; {@code isyieldable} and {@code close} as in section 6.2 of
 * the Lua 5.4 manual.
 */
final class CoroutineLibrary extends Builtin {
    private static final int CREATE = 0;
    private static final int RESUME = 1;
    private static final int RUNNING = 2;
    private static final int STATUS = 3;
    private static final int WRAP = 4;
    private static final int YIELD = 5;
    private static final int IS_YIELDABLE = 6;
    private static final int CLOSE = 7;
    private static final String[] NAMES = {
        "create", "resume", "running", "status", "wrap", "yield", "isyieldable", "close"
    };

    private final int op;

    private CoroutineLibrary(int op) {
        super(NAMES[op]);
        this.op = op;
    }

    static Table table() {
        Table table = new Table(0, NAMES.length);
        for (int i = 0; i < NAMES.length; i++) {
            table.set(NAMES[i], new CoroutineLibrary(i));
        }
        return table;
    }

    /** What {@code wrap} returns. */
    private static final class Wrapped extends Builtin {
        private final CoroutineValue coroutine;

        private Wrapped(CoroutineValue coroutine) {
            super("wrap");
            this.coroutine = coroutine;
        }

        @Override
        protected void hold(Walk walk) {
            walk.add(coroutine);
        }

        @Override
        protected Varargs run(Coroutine co, Varargs args) {
            try {
                return co.resume(coroutine, args);
            } catch (ScriptError error) {
                LuaString text = Numbers.toLuaString(error.value());
                if (text == null) {
                    throw error;
                }
                LuaString where = Arguments.of(co.where(1));
                byte[] bytes = new byte[where.m_length + text.m_length];
                where.copyInto(0, bytes, 0, where.m_length);
                text.copyInto(0, bytes, where.m_length, text.m_length);
                throw new ScriptError(LuaString.valueUsing(bytes));
            }
        }
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        switch (op) {
            case CREATE:
                return co.vm().coroutine(Arguments.function(co, args, 1));
            case RESUME: {
                CoroutineValue target = coroutine(co, args);
                try {
                    return LuaValue.varargsOf(TRUE, co.resume(target, args.subargs(2)));
                } catch (ScriptError error) {
                    return LuaValue.varargsOf(FALSE, error.value());
                }
            }
            case RUNNING:
                return LuaValue.varargsOf(co.value(), LuaValue.valueOf(co.isMain()));
            case STATUS:
                return Arguments.of(coroutine(co, args).coroutine().status().text());
            case WRAP:
                return new Wrapped(co.vm().coroutine(Arguments.function(co, args, 1)));
            case IS_YIELDABLE:
                return LuaValue.valueOf(
                        !(Arguments.isNone(args, 1) ? co : coroutine(co, args).coroutine()).isMain());
            case CLOSE:
                return close(co, coroutine(co, args).coroutine());
            default:
                return co.yield(args);
        }
    }

    private static Varargs close(Coroutine co, Coroutine target) {
        Coroutine.Status status = target.status();
        if (status != Coroutine.Status.SUSPENDED && status != Coroutine.Status.DEAD) {
            throw co.error("cannot close a " + status.text() + " coroutine");
        }
        LuaValue error = target.close();
        return error == null ? TRUE : LuaValue.varargsOf(FALSE, error);
    }

    private static CoroutineValue coroutine(Coroutine co, Varargs args) {
        if (args.arg1() instanceof CoroutineValue value) {
            return value;
        }
        throw Arguments.error(co, 1, "coroutine expected");
    }
}
