// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.ChunkNames;
import org.bioxen.core.luaj.vm.Closure;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.CoroutineValue;
import org.bioxen.core.luaj.vm.Function;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Names;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Table;
import org.bioxen.core.luaj.vm.Tracebacks;
import org.bioxen.core.luaj.vm.Userdata;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/** The debug functions; those on local variables and hooks say that they are not supported. Source: Lua 5.2 manual, section 6.10. */
final class DebugLibrary extends Builtin {
    private static final int DEBUG = 0;
    private static final int GETHOOK = 1;
    private static final int GETINFO = 2;
    private static final int GETLOCAL = 3;
    private static final int GETMETATABLE = 4;
    private static final int GETREGISTRY = 5;
    private static final int GETUPVALUE = 6;
    private static final int GETUSERVALUE = 7;
    private static final int SETHOOK = 8;
    private static final int SETLOCAL = 9;
    private static final int SETMETATABLE = 10;
    private static final int SETUPVALUE = 11;
    private static final int SETUSERVALUE = 12;
    private static final int TRACEBACK = 13;
    private static final int UPVALUEID = 14;
    private static final String[] NAMES = {
        "debug",
        "gethook",
        "getinfo",
        "getlocal",
        "getmetatable",
        "getregistry",
        "getupvalue",
        "getuservalue",
        "sethook",
        "setlocal",
        "setmetatable",
        "setupvalue",
        "setuservalue",
        "traceback",
        "upvalueid",
        "upvaluejoin"
    };

    private final int op;

    private DebugLibrary(int op) {
        super(NAMES[op]);
        this.op = op;
    }

    static Table table() {
        Table table = new Table(0, NAMES.length);
        for (int i = 0; i < NAMES.length; i++) {
            table.set(NAMES[i], new DebugLibrary(i));
        }
        return table;
    }

    /** What of it does no harm: says where a script is, and gives nothing to change. */
    static Table harmless(Table whole) {
        Table table = new Table(0, 2);
        for (String name : new String[] {NAMES[GETINFO], NAMES[TRACEBACK]}) {
            table.set(name, whole.get(name));
        }
        return table;
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        LuaState vm = co.vm();
        switch (op) {
            case GETHOOK, GETUSERVALUE:
                return NIL;
            case GETINFO:
                return getInfo(co, args);
            case SETHOOK:
                if (Arguments.isNone(args, args.arg1() instanceof CoroutineValue ? 2 : 1)) {
                    return NONE;
                }
                throw notSupported(co);
            case GETLOCAL:
                if (args.arg1() instanceof Closure closure) {
                    LuaString name = closure.prototype().getlocalname((int) Arguments.integer(co, args, 2), 0);
                    return name == null ? NIL : name;
                }
                throw notSupported(co);
            case DEBUG, SETLOCAL:
                throw notSupported(co);
            case GETMETATABLE: {
                Table metatable = vm.metatable(Arguments.any(co, args, 1));
                return metatable == null ? NIL : metatable;
            }
            case GETREGISTRY:
                return vm.registry();
            case GETUPVALUE:
                return upvalue(co, args, false);
            case SETMETATABLE: {
                LuaValue metatable = args.arg(2);
                if (metatable != NIL && !(metatable instanceof Table)) {
                    throw Arguments.error(co, 2, "nil or table expected");
                }
                vm.metatable(args.arg1(), metatable instanceof Table table ? table : null);
                return args.arg1();
            }
            case SETUPVALUE:
                Arguments.any(co, args, 3);
                return upvalue(co, args, true);
            case SETUSERVALUE:
                if (!(args.arg1() instanceof Userdata)) {
                    throw Arguments.typeError(co, args, 1, "userdata");
                }
                return args.arg1();
            case TRACEBACK:
                return traceback(co, args);
            case UPVALUEID:
                return closure(co, args, 1, 2).upvalue(index(co, args, 1, 2)).id();
            default: {
                Closure to = closure(co, args, 1, 2);
                int at = index(co, args, 1, 2);
                Closure from = closure(co, args, 3, 4);
                to.upvalue(at, from.upvalue(index(co, args, 3, 4)));
                return NONE;
            }
        }
    }

    private RuntimeException notSupported(Coroutine co) {
        return co.error("debug." + name() + " is not supported by this engine");
    }

    private static Closure closure(Coroutine co, Varargs args, int f, int n) {
        if (Arguments.function(co, args, f) instanceof Closure closure) {
            return closure;
        }
        throw Arguments.error(co, n, "invalid upvalue index");
    }

    private static int index(Coroutine co, Varargs args, int f, int n) {
        long index = Arguments.integer(co, args, n);
        if (index < 1 || index > closure(co, args, f, n).upvalueCount()) {
            throw Arguments.error(co, n, "invalid upvalue index");
        }
        return (int) index - 1;
    }

    private static Varargs upvalue(Coroutine co, Varargs args, boolean set) {
        Function function = Arguments.function(co, args, 1);
        long index = Arguments.integer(co, args, 2);
        if (!(function instanceof Closure closure) || index < 1 || index > closure.upvalueCount()) {
            return NONE;
        }
        int at = (int) index - 1;
        LuaString name = closure.prototype().upvalues[at].name;
        LuaValue shown = name == null ? LuaValue.EMPTYSTRING : name;
        if (set) {
            closure.upvalue(at).set(args.arg(3));
            return shown;
        }
        return LuaValue.varargsOf(shown, closure.upvalue(at).get());
    }

    private static Varargs traceback(Coroutine co, Varargs args) {
        boolean other = args.arg1() instanceof CoroutineValue;
        Coroutine target = other ? ((CoroutineValue) args.arg1()).coroutine() : co;
        int first = other ? 2 : 1;
        LuaValue message = args.arg(first);
        LuaString text = Numbers.toLuaString(message);
        if (text == null && message != NIL) {
            return message;
        }
        long level = Arguments.integer(co, args, first + 1, target == co ? 1 : 0);
        String trace = Tracebacks.text(target, (int) Math.max(0, Math.min(level, target.depth())));
        if (text == null) {
            return Arguments.of(trace);
        }
        return new Bytes(co, trace.length() + text.m_length + 1)
                .add(text)
                .add('\n')
                .add(Arguments.of(trace))
                .toLuaString();
    }

    private static Varargs getInfo(Coroutine co, Varargs args) {
        boolean other = args.arg1() instanceof CoroutineValue;
        Coroutine target = other ? ((CoroutineValue) args.arg1()).coroutine() : co;
        int first = other ? 2 : 1;
        String what = Arguments.isNone(args, first + 1) ? "flnStu" : Arguments.text(co, args, first + 1);
        for (int i = 0; i < what.length(); i++) {
            if ("SlnrutLf".indexOf(what.charAt(i)) < 0) {
                throw Arguments.error(co, first + 1, "invalid option");
            }
        }
        Function function;
        int level = -1;
        LuaNumber number = Numbers.coerce(args.arg(first));
        if (number != null) {
            if (number.todouble() < 0 || number.todouble() >= target.depth()) {
                return NIL;
            }
            level = (int) number.todouble();
            function = target.function(level);
        } else if (args.arg(first) instanceof Function f) {
            function = f;
        } else {
            throw Arguments.error(co, first, "function or level expected");
        }
        // The function itself would hand a script those that its callers keep to themselves.
        return info(
                target, function, level, LibraryState.of(co.vm()).access.isLimited() ? what.replace("f", "") : what);
    }

    private static Table info(Coroutine target, Function function, int level, String what) {
        Table info = new Table(0, 12);
        Prototype p = function instanceof Closure closure ? closure.prototype() : null;
        if (what.indexOf('S') >= 0) {
            info.set("source", p == null ? Arguments.of("=[C]") : p.source);
            info.set("short_src", Arguments.of(p == null ? "[C]" : ChunkNames.shown(p.source)));
            info.set("linedefined", LuaInteger.valueOf(p == null ? -1 : p.linedefined));
            info.set("lastlinedefined", LuaInteger.valueOf(p == null ? -1 : p.lastlinedefined));
            info.set("what", Arguments.of(p == null ? "C" : p.linedefined == 0 ? "main" : "Lua"));
        }
        if (what.indexOf('l') >= 0) {
            info.set("currentline", LuaInteger.valueOf(level < 0 ? -1 : target.line(level)));
        }
        if (what.indexOf('u') >= 0) {
            int count = function instanceof Closure closure ? closure.upvalueCount() : 0;
            info.set("nups", LuaInteger.valueOf(count));
            info.set("nparams", LuaInteger.valueOf(p == null ? 0 : p.numparams));
            info.set("isvararg", LuaValue.valueOf(p == null || p.is_vararg != 0));
        }
        if (what.indexOf('n') >= 0) {
            Names.Name name = level < 0 ? null : target.calledAs(level);
            info.set("namewhat", Arguments.of(name == null ? "" : name.kind()));
            if (name != null) {
                info.set("name", Arguments.of(name.name()));
            }
        }
        if (what.indexOf('t') >= 0) {
            info.set("istailcall", LuaValue.valueOf(level >= 0 && target.isTailCall(level)));
        }
        if (what.indexOf('L') >= 0 && p != null && p.lineinfo != null) {
            Table lines = new Table();
            for (int line : p.lineinfo) {
                lines.set(line, LuaValue.TRUE);
            }
            info.set("activelines", lines);
        }
        if (what.indexOf('f') >= 0) {
            info.set("func", function);
        }
        return info;
    }
}
