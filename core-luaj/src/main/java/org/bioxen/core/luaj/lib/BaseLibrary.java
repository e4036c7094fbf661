// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Closure;
import org.bioxen.core.luaj.vm.Compiler;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Function;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Operators;
import org.bioxen.core.luaj.vm.ScriptError;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The basic functions. Source: Lua 5.2 manual, section 6.1. */
final class BaseLibrary extends Builtin {
    private static final int ASSERT = 0;
    private static final int COLLECTGARBAGE = 1;
    private static final int DOFILE = 2;
    private static final int ERROR = 3;
    private static final int GETMETATABLE = 4;
    private static final int IPAIRS = 5;
    private static final int LOAD = 6;
    private static final int LOADFILE = 7;
    private static final int NEXT = 8;
    private static final int PAIRS = 9;
    private static final int PCALL = 10;
    private static final int PRINT = 11;
    private static final int RAWEQUAL = 12;
    private static final int RAWGET = 13;
    private static final int RAWLEN = 14;
    private static final int RAWSET = 15;
    private static final int SELECT = 16;
    private static final int SETMETATABLE = 17;
    private static final int TONUMBER = 18;
    private static final int TOSTRING = 19;
    private static final int TYPE = 20;
    private static final int XPCALL = 21;
    private static final int LOADSTRING = 22;
    private static final int INEXT = 23;

    private static final String[] NAMES = {
        "assert",
        "collectgarbage",
        "dofile",
        "error",
        "getmetatable",
        "ipairs",
        "load",
        "loadfile",
        "next",
        "pairs",
        "pcall",
        "print",
        "rawequal",
        "rawget",
        "rawlen",
        "rawset",
        "select",
        "setmetatable",
        "tonumber",
        "tostring",
        "type",
        "xpcall",
        "loadstring"
    };

    static final BaseLibrary NEXT_FUNCTION = new BaseLibrary(NEXT);

    private static final BaseLibrary IPAIRS_STEP = new BaseLibrary(INEXT);
    private static final BaseLibrary TOSTRING_FUNCTION = new BaseLibrary(TOSTRING);
    private static final LuaString METATABLE = LuaString.valueOf("__metatable");
    private static final LuaString PAIRS_EVENT = LuaString.valueOf("__pairs");
    private static final LuaString IPAIRS_EVENT = LuaString.valueOf("__ipairs");
    private static final LuaString TOSTRING_NAME = LuaString.valueOf("tostring");
    private static final LuaString[] TYPES = new LuaString[9];

    static {
        String[] names = {
            "nil", "boolean", "lightuserdata", "number", "string", "table", "function", "userdata", "thread"
        };
        for (int i = 0; i < names.length; i++) {
            TYPES[i] = LuaString.valueOf(names[i]);
        }
    }

    private final int op;

    private BaseLibrary(int op) {
        super(op == INEXT ? "ipairs_aux" : NAMES[op]);
        this.op = op;
    }

    static void open(Table globals) {
        for (int i = 0; i < NAMES.length; i++) {
            globals.set(NAMES[i], i == NEXT ? NEXT_FUNCTION : i == TOSTRING ? TOSTRING_FUNCTION : new BaseLibrary(i));
        }
        globals.set("_VERSION", LuaString.valueOf("Lua 5.2"));
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        switch (op) {
            case ASSERT:
                if (Operators.truth(args.arg1())) {
                    return args;
                }
                throw co.error(Arguments.string(co, args, 2, Arguments.of("assertion failed!"))
                        .tojstring());
            case COLLECTGARBAGE:
                return collectGarbage(co, args);
            case DOFILE:
                return loadFile(co, Arguments.isNone(args, 1) ? null : Arguments.text(co, args, 1))
                        .apply(co, NONE);
            case ERROR:
                throw error(co, args);
            case GETMETATABLE: {
                Table metatable = co.vm().metatable(Arguments.any(co, args, 1));
                if (metatable == null) {
                    return NIL;
                }
                LuaValue shown = metatable.get(METATABLE);
                return shown == NIL ? metatable : shown;
            }
            case INEXT: {
                int i = args.arg(2).toint() + 1;
                LuaValue value = ((Table) args.arg1()).get(i);
                return value == NIL ? NIL : LuaValue.varargsOf(LuaInteger.valueOf(i), value);
            }
            case IPAIRS: {
                LuaValue handler = co.vm().metamethod(args.arg1(), IPAIRS_EVENT);
                if (handler != NIL) {
                    return first3(Operators.call(co, handler, args.arg1()));
                }
                return LuaValue.varargsOf(IPAIRS_STEP, Arguments.table(co, args, 1), ZERO);
            }
            case LOAD, LOADSTRING:
                return load(co, args);
            case LOADFILE:
                return loadFileSafely(co, args);
            case NEXT: {
                Table table = Arguments.table(co, args, 1);
                int place = table.place(args.arg(2));
                if (place == -2) {
                    throw new ScriptError("invalid key to 'next'");
                }
                int next = table.next(place);
                if (next - place != 1) {
                    co.vm().charge(table.distance(place, next) >> 2);
                }
                return next < 0 ? NIL : LuaValue.varargsOf(table.key(next), table.value(next));
            }
            case PAIRS: {
                LuaValue handler = co.vm().metamethod(args.arg1(), PAIRS_EVENT);
                if (handler != NIL) {
                    return first3(Operators.call(co, handler, args.arg1()));
                }
                return LuaValue.varargsOf(NEXT_FUNCTION, Arguments.table(co, args, 1), NIL);
            }
            case PCALL:
                return pcall(co, args);
            case PRINT:
                print(co, args);
                return NONE;
            case RAWEQUAL:
                return LuaValue.valueOf(Operators.rawEqual(Arguments.any(co, args, 1), Arguments.any(co, args, 2)));
            case RAWGET:
                return Arguments.table(co, args, 1).get(Arguments.any(co, args, 2));
            case RAWLEN:
                if (args.arg1() instanceof LuaString text) {
                    return LuaInteger.valueOf(text.m_length);
                }
                if (args.arg1() instanceof Table table) {
                    return LuaInteger.valueOf(table.length());
                }
                throw Arguments.error(co, 1, "table or string expected");
            case RAWSET:
                return rawset(co, args);
            case SELECT:
                return select(co, args);
            case SETMETATABLE:
                return setMetatable(co, args);
            case TONUMBER:
                return toNumber(co, args);
            case TOSTRING:
                return Operators.toText(co, Arguments.any(co, args, 1));
            case TYPE:
                return TYPES[Arguments.any(co, args, 1).type()];
            default:
                return xpcall(co, args);
        }
    }

    private static Varargs first3(Varargs results) {
        return LuaValue.varargsOf(results.arg(1), results.arg(2), results.arg(3));
    }

    private static ScriptError error(Coroutine co, Varargs args) {
        LuaValue value = args.arg1();
        long level = Arguments.integer(co, args, 2, 1);
        LuaString text = Numbers.toLuaString(value);
        if (text == null || level <= 0) {
            return new ScriptError(value);
        }
        LuaString where = Arguments.of(level > co.depth() ? "" : co.where((int) level));
        byte[] bytes = co.vm().bytes(co, (long) where.m_length + text.m_length);
        System.arraycopy(where.m_bytes, where.m_offset, bytes, 0, where.m_length);
        System.arraycopy(text.m_bytes, text.m_offset, bytes, where.m_length, text.m_length);
        return new ScriptError(LuaString.valueUsing(bytes));
    }

    private static Varargs pcall(Coroutine co, Varargs args) {
        LuaValue f = Arguments.any(co, args, 1);
        int depth = co.depth();
        LuaValue failure;
        try {
            return LuaValue.varargsOf(TRUE, Operators.call(co, f, args.subargs(2)));
        } catch (ScriptError error) {
            failure = error.value();
        } catch (StackOverflowError deep) {
            failure = overflow(co, depth);
        } catch (OutOfMemoryError full) {
            failure = Arguments.of("not enough memory");
        }
        co.unwind(depth);
        co.vm().poll();
        return LuaValue.varargsOf(FALSE, failure);
    }

    private static LuaValue overflow(Coroutine co, int depth) {
        co.unwind(depth);
        return co.overflow().value();
    }

    private static Varargs xpcall(Coroutine co, Varargs args) {
        if (args.narg() < 2) {
            throw Arguments.error(co, 2, "value expected");
        }
        int depth = co.depth();
        LuaValue failure;
        try {
            return LuaValue.varargsOf(TRUE, Operators.call(co, args.arg1(), args.subargs(3)));
        } catch (ScriptError error) {
            failure = error.value();
        } catch (StackOverflowError deep) {
            failure = overflow(co, depth);
        } catch (OutOfMemoryError full) {
            failure = Arguments.of("not enough memory");
        }
        co.vm().poll();
        LuaValue handled;
        try {
            handled = args.arg(2) instanceof Function handler
                    ? co.handle(handler, failure).arg1()
                    : Operators.call(co, args.arg(2), failure).arg1();
        } catch (ScriptError again) {
            handled = Arguments.of("error in error handling");
        } catch (StackOverflowError deep) {
            handled = Arguments.of("error in error handling");
        }
        co.unwind(depth);
        co.vm().poll();
        return LuaValue.varargsOf(FALSE, handled);
    }

    private static void print(Coroutine co, Varargs args) {
        LuaValue tostring = co.vm().globals().get(TOSTRING_NAME);
        Bytes line = new Bytes(co, 80);
        for (int i = 1, n = args.narg(); i <= n; i++) {
            if (i > 1) {
                line.add('\t');
            }
            LuaString text = Numbers.toLuaString(
                    tostring == TOSTRING_FUNCTION
                            ? Operators.toText(co, args.arg(i))
                            : Operators.call(co, tostring, args.arg(i)).arg1());
            if (text == null) {
                throw co.error("'tostring' must return a string to 'print'");
            }
            line.add(text);
        }
        line.add('\n');
        co.vm().console().write(StandardStream.STDOUT, line.array(), 0, line.size());
    }

    private static Varargs rawset(Coroutine co, Varargs args) {
        Table table = Arguments.table(co, args, 1);
        LuaValue key = Arguments.any(co, args, 2);
        LuaValue value = Arguments.any(co, args, 3);
        if (key == NIL) {
            throw new ScriptError("table index is nil");
        }
        if (key instanceof LuaDouble number && Double.isNaN(number.todouble())) {
            throw new ScriptError("table index is NaN");
        }
        table.set(key, value);
        return table;
    }

    private static Varargs select(Coroutine co, Varargs args) {
        if (args.arg1() instanceof LuaString text && text.m_length == 1 && text.luaByte(0) == '#') {
            return LuaInteger.valueOf(args.narg() - 1);
        }
        long n = Arguments.integer(co, args, 1);
        int count = args.narg() - 1;
        if (n < 0) {
            n = count + n + 1;
        }
        if (n < 1) {
            throw Arguments.error(co, 1, "index out of range");
        }
        return n > count ? NONE : args.subargs((int) n + 1);
    }

    private static Varargs setMetatable(Coroutine co, Varargs args) {
        Table table = Arguments.table(co, args, 1);
        LuaValue metatable = args.arg(2);
        if (!(metatable instanceof Table) && (metatable != NIL || args.narg() < 2)) {
            throw Arguments.error(co, 2, "nil or table expected");
        }
        Table old = table.metatable();
        if (old != null && old.get(METATABLE) != NIL) {
            throw co.error("cannot change a protected metatable");
        }
        table.metatable(metatable instanceof Table t ? t : null);
        return table;
    }

    private static Varargs toNumber(Coroutine co, Varargs args) {
        if (Arguments.isNone(args, 2)) {
            LuaNumber number = Numbers.coerce(Arguments.any(co, args, 1));
            return number == null ? NIL : number;
        }
        LuaString text = Arguments.string(co, args, 1);
        long base = Arguments.integer(co, args, 2);
        if (base < 2 || base > 36) {
            throw Arguments.error(co, 2, "base out of range");
        }
        LuaNumber number = Numbers.parse(text, (int) base);
        return number == null ? NIL : number;
    }

    // Loading -------------------------------------------------------------------------------------------------------

    private static Varargs load(Coroutine co, Varargs args) {
        LuaValue chunk = args.arg1();
        LuaString text = Numbers.toLuaString(chunk);
        LuaString mode = Arguments.string(co, args, 3, Arguments.of("bt"));
        byte[] source;
        LuaString name;
        if (text != null) {
            name = Arguments.string(co, args, 2, text);
            co.vm().reserve(text.m_length);
            source = Arrays.copyOfRange(text.m_bytes, text.m_offset, text.m_offset + text.m_length);
        } else {
            name = Arguments.string(co, args, 2, Arguments.of("=(load)"));
            Function reader = Arguments.function(co, args, 1);
            int depth = co.depth();
            try {
                source = readPieces(co, reader);
            } catch (ScriptError error) {
                co.unwind(depth);
                return LuaValue.varargsOf(NIL, error.value());
            }
        }
        if (source.length > 0 && source[0] == '#') {
            // a first line for the shell is skipped in files only, but the compiler skips it everywhere
            byte[] shifted = new byte[source.length + 1];
            shifted[0] = ' ';
            System.arraycopy(source, 0, shifted, 1, source.length);
            source = shifted;
        }
        return compile(co, source, name, mode, args.narg() >= 4 ? args.arg(4) : null);
    }

    private static byte[] readPieces(Coroutine co, Function reader) {
        Bytes all = new Bytes(co, 256);
        while (true) {
            co.vm().poll();
            LuaValue piece = reader.apply(co, NONE).arg1();
            if (piece == NIL) {
                return all.toByteArray();
            }
            LuaString text = Numbers.toLuaString(piece);
            if (text == null) {
                throw new ScriptError("reader function must return a string");
            }
            if (text.m_length == 0) {
                return all.toByteArray();
            }
            all.add(text);
        }
    }

    private static Varargs compile(Coroutine co, byte[] source, LuaString name, LuaString mode, LuaValue environment) {
        boolean binary = source.length > 0 && source[0] == 0x1b;
        if (mode.indexOf((byte) (binary ? 'b' : 't'), 0) < 0) {
            return LuaValue.varargsOf(
                    NIL,
                    Arguments.of("attempt to load a " + (binary ? "binary" : "text") + " chunk (mode is '"
                            + mode.tojstring() + "')"));
        }
        try {
            return Compiler.load(
                    co.vm(), source, name, environment == null ? co.vm().globals() : environment);
        } catch (ScriptError refused) {
            return LuaValue.varargsOf(NIL, refused.value());
        }
    }

    private static Varargs loadFileSafely(Coroutine co, Varargs args) {
        String file = Arguments.isNone(args, 1) ? null : Arguments.text(co, args, 1);
        LuaString mode = Arguments.string(co, args, 2, Arguments.of("bt"));
        try {
            byte[] source = read(co.vm(), file);
            return compile(
                    co,
                    source,
                    Arguments.of(file == null ? "=stdin" : "@" + file),
                    mode,
                    args.narg() >= 3 ? args.arg(3) : null);
        } catch (IOException failed) {
            return LuaValue.varargsOf(NIL, Arguments.of(cannotOpen(file, failed)));
        }
    }

    /** The chunk in a file; for {@code dofile} and the searcher of {@code require}. */
    static Closure loadFile(Coroutine co, String file) {
        try {
            return Compiler.load(
                    co.vm(),
                    read(co.vm(), file),
                    Arguments.of(file == null ? "=stdin" : "@" + file),
                    co.vm().globals());
        } catch (IOException failed) {
            throw new ScriptError(cannotOpen(file, failed));
        }
    }

    private static String cannotOpen(String file, IOException failed) {
        return "cannot open " + (file == null ? "stdin" : file) + ": " + SystemErrors.message(failed);
    }

    private static byte[] read(LuaState vm, String file) throws IOException {
        byte[] source = file == null
                ? readInput(vm)
                : LibraryState.of(vm).access.files().readAll(vm, file);
        int start =
                source.length >= 3 && source[0] == (byte) 0xef && source[1] == (byte) 0xbb && source[2] == (byte) 0xbf
                        ? 3
                        : 0;
        if (start < source.length && source[start] == '#') {
            while (start < source.length && source[start] != '\n') {
                start++;
            }
        }
        return start == 0 ? source : Arrays.copyOfRange(source, start, source.length);
    }

    private static byte[] readInput(LuaState vm) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n; (n = vm.console().read(buffer, 0, buffer.length)) > 0; ) {
            all.write(buffer, 0, n);
            vm.reserve(2L * all.size());
        }
        return all.toByteArray();
    }

    private static Varargs collectGarbage(Coroutine co, Varargs args) {
        String option = Arguments.isNone(args, 1) ? "collect" : Arguments.text(co, args, 1);
        switch (option) {
            case "count": {
                long bytes = co.vm().live();
                return LuaValue.varargsOf(Numbers.of(bytes / 1024.0), LuaInteger.valueOf((int) (bytes % 1024)));
            }
            case "collect", "stop", "restart", "generational", "incremental":
                return ZERO;
            case "step", "isrunning":
                return TRUE;
            case "setpause", "setstepmul", "setmajorinc":
                return LuaInteger.valueOf(200);
            default:
                throw Arguments.error(co, 1, "invalid option '" + option + "'");
        }
    }
}
