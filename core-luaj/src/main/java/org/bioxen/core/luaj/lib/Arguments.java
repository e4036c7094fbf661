// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Function;
import org.bioxen.core.luaj.vm.Names;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.ScriptError;
import org.bioxen.core.luaj.vm.Table;
import org.bioxen.core.luaj.vm.Tracebacks;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Takes the arguments of the running library function, or raises the error that Lua raises. */
final class Arguments {
    private Arguments() {}

    /** The error of an argument: names the function as its caller does. */
    static ScriptError error(Coroutine co, int position, String message) {
        Names.Name called = co.calledAs(0);
        int at = position;
        if (called != null && called.kind().equals("method")) {
            at--;
            if (at == 0) {
                return co.error("calling '" + called.name() + "' on bad self (" + message + ")");
            }
        }
        String name = called == null ? Tracebacks.globalName(co, co.function(0)) : called.name();
        return co.error("bad argument #" + at + " to '" + (name == null ? "?" : name) + "' (" + message + ")");
    }

    /** The error of an argument of another type than expected. */
    static ScriptError typeError(Coroutine co, Varargs args, int position, String expected) {
        String found = position > args.narg() ? "no value" : args.arg(position).typename();
        return error(co, position, expected + " expected, got " + found);
    }

    static LuaValue any(Coroutine co, Varargs args, int position) {
        if (position > args.narg()) {
            throw error(co, position, "value expected");
        }
        return args.arg(position);
    }

    static boolean isNone(Varargs args, int position) {
        return args.arg(position) == LuaValue.NIL;
    }

    static LuaNumber luaNumber(Coroutine co, Varargs args, int position) {
        LuaNumber number = Numbers.coerce(args.arg(position));
        if (number == null) {
            throw typeError(co, args, position, "number");
        }
        return number;
    }

    static double number(Coroutine co, Varargs args, int position) {
        return luaNumber(co, args, position).todouble();
    }

    /** An integer: what is behind the point is cut off. */
    static long integer(Coroutine co, Varargs args, int position) {
        LuaNumber number = luaNumber(co, args, position);
        return number instanceof LuaInteger integer ? integer.v : (long) number.todouble();
    }

    static long integer(Coroutine co, Varargs args, int position, long otherwise) {
        return isNone(args, position) ? otherwise : integer(co, args, position);
    }

    /** An integer as Lua 5.3 takes it: a number with something behind the point is refused. */
    static long exactInteger(Coroutine co, Varargs args, int position) {
        LuaNumber number = luaNumber(co, args, position);
        if (number instanceof LuaInteger integer) {
            return integer.v;
        }
        double value = number.todouble();
        if (value != Math.rint(value) || value < -0x1p63 || value >= 0x1p63) {
            throw error(co, position, "number has no integer representation");
        }
        return (long) value;
    }

    static long exactInteger(Coroutine co, Varargs args, int position, long otherwise) {
        return isNone(args, position) ? otherwise : exactInteger(co, args, position);
    }

    static LuaString string(Coroutine co, Varargs args, int position) {
        LuaString text = Numbers.toLuaString(args.arg(position));
        if (text == null) {
            throw typeError(co, args, position, "string");
        }
        return text;
    }

    static LuaString string(Coroutine co, Varargs args, int position, LuaString otherwise) {
        return isNone(args, position) ? otherwise : string(co, args, position);
    }

    static Table table(Coroutine co, Varargs args, int position) {
        if (args.arg(position) instanceof Table table) {
            return table;
        }
        throw typeError(co, args, position, "table");
    }

    static Function function(Coroutine co, Varargs args, int position) {
        if (args.arg(position) instanceof Function function) {
            return function;
        }
        throw typeError(co, args, position, "function");
    }

    /** A string as C takes it: what comes before its first zero byte. */
    static String text(Coroutine co, Varargs args, int position) {
        String text = string(co, args, position).tojstring();
        int zero = text.indexOf(0);
        return zero < 0 ? text : text.substring(0, zero);
    }

    static LuaString of(String text) {
        return LuaString.valueOf(text);
    }

    /** Nil and a message, and a number where there is one: how Lua's library reports failures of the system. */
    static Varargs failure(String message, int code) {
        return LuaValue.varargsOf(LuaValue.NIL, of(message), LuaInteger.valueOf(code));
    }
}
