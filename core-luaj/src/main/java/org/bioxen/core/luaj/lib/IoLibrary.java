// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.IOException;
import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Input and output. Source: Lua 5.2 manual, section 6.8. */
final class IoLibrary extends Builtin {
    private static final int CLOSE = 0;
    private static final int FLUSH = 1;
    private static final int INPUT = 2;
    private static final int LINES = 3;
    private static final int OPEN = 4;
    private static final int OUTPUT = 5;
    private static final int POPEN = 6;
    private static final int READ = 7;
    private static final int TMPFILE = 8;
    private static final int TYPE = 9;
    private static final int WRITE = 10;
    private static final String[] NAMES = {
        "close", "flush", "input", "lines", "open", "output", "popen", "read", "tmpfile", "type", "write"
    };

    private static final int F_CLOSE = 20;
    private static final int F_FLUSH = 21;
    private static final int F_LINES = 22;
    private static final int F_READ = 23;
    private static final int F_SEEK = 24;
    private static final int F_SETVBUF = 25;
    private static final int F_WRITE = 26;
    private static final int F_TOSTRING = 27;
    private static final int F_GC = 28;
    private static final String[] METHODS = {
        "close", "flush", "lines", "read", "seek", "setvbuf", "write", "__tostring", "__gc"
    };

    private static final LuaString[] STREAMS = {
        LuaString.valueOf("stdin"), LuaString.valueOf("stdout"), LuaString.valueOf("stderr")
    };

    private final int op;

    private IoLibrary(String name, int op) {
        super(name);
        this.op = op;
    }

    static Table table() {
        Table table = new Table(0, NAMES.length + 3);
        for (int i = 0; i < NAMES.length; i++) {
            table.set(NAMES[i], new IoLibrary(NAMES[i], i));
        }
        // What each VM has for itself.
        for (LuaString name : STREAMS) {
            table.set(name, TRUE);
        }
        return table;
    }

    /** The part of this library that each VM has for itself. */
    static void connect(LuaState vm, Access access, Table library) {
        Table methods = Table.sharing(Methods.TABLE);
        methods.set(INDEX, methods);
        LibraryState state = new LibraryState(vm, access, methods);
        vm.library(state);
        library.set(STREAMS[0], state.stdin);
        library.set(STREAMS[1], state.stdout);
        library.set(STREAMS[2], state.stderr);
    }

    private static final class Methods {
        /** The metatable of files, which is its own {@code __index} in every VM; shared by them. */
        private static final Table TABLE = new Table(0, METHODS.length + 1);

        static {
            for (int i = 0; i < METHODS.length; i++) {
                TABLE.set(METHODS[i], new IoLibrary(METHODS[i], F_CLOSE + i));
            }
            TABLE.set(INDEX, TRUE);
        }
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        LibraryState state = LibraryState.of(co.vm());
        try {
            return switch (op) {
                case CLOSE -> (args.narg() == 0 ? state.output : file(co, args)).close();
                case FLUSH -> {
                    standard(co, state.output, "output").flush();
                    yield state.output;
                }
                case INPUT -> redirect(co, args, true);
                case LINES -> lines(co, args);
                case OPEN -> open(co, args);
                case OUTPUT -> redirect(co, args, false);
                case POPEN -> popen(co, args);
                case READ -> read(co, standard(co, state.input, "input"), args, 1);
                case TMPFILE -> {
                    state.open();
                    yield opened(state, state.access.files().temporary(co.vm()), true);
                }
                case TYPE ->
                    Arguments.any(co, args, 1) instanceof FileHandle file
                            ? Arguments.of(file.isClosed() ? "closed file" : "file")
                            : NIL;
                case WRITE -> write(co, standard(co, state.output, "output"), args, 1);
                case F_CLOSE -> file(co, args).close();
                case F_FLUSH -> {
                    file(co, args).flush();
                    yield args.arg1();
                }
                case F_LINES -> new Lines(file(co, args), copy(args.subargs(2)), false);
                case F_READ -> read(co, file(co, args), args, 2);
                case F_SEEK -> seek(co, args);
                case F_SETVBUF -> setvbuf(co, args);
                case F_WRITE -> write(co, file(co, args), args, 2);
                case F_TOSTRING -> text(co, args);
                case F_GC -> NONE;
                default -> throw new IllegalStateException("no such function: " + op);
            };
        } catch (IOException failed) {
            return failure(null, failed);
        }
    }

    private static Varargs failure(String name, IOException failed) {
        String message = SystemErrors.message(failed);
        return Arguments.failure(name == null ? message : name + ": " + message, SystemErrors.code(failed));
    }

    private static FileHandle anyFile(Coroutine co, Varargs args) {
        if (args.arg1() instanceof FileHandle file) {
            return file;
        }
        throw Arguments.typeError(co, args, 1, "FILE*");
    }

    private static FileHandle file(Coroutine co, Varargs args) {
        FileHandle file = anyFile(co, args);
        if (file.isClosed()) {
            throw co.error("attempt to use a closed file");
        }
        return file;
    }

    private static FileHandle standard(Coroutine co, FileHandle file, String name) {
        if (file.isClosed()) {
            throw co.error("standard " + name + " file is closed");
        }
        return file;
    }

    private static Varargs text(Coroutine co, Varargs args) {
        FileHandle file = anyFile(co, args);
        return Arguments.of(
                file.isClosed() ? "file (closed)" : "file (0x" + Integer.toHexString(file.hashCode()) + ")");
    }

    private static FileHandle opened(LibraryState state, Stream stream, boolean writes) {
        FileHandle file = new FileHandle(state, stream, false);
        state.opened(file, writes);
        return file;
    }

    private static boolean isMode(String mode) {
        String rest = mode.isEmpty() ? "x" : mode.substring(1);
        rest = rest.startsWith("+") ? rest.substring(1) : rest;
        return !mode.isEmpty() && "rwa".indexOf(mode.charAt(0)) >= 0 && (rest.isEmpty() || rest.equals("b"));
    }

    private static Varargs open(Coroutine co, Varargs args) {
        String name = Arguments.text(co, args, 1);
        String mode = Arguments.isNone(args, 2) ? "r" : Arguments.text(co, args, 2);
        if (!isMode(mode)) {
            throw Arguments.error(co, 2, "invalid mode");
        }
        try {
            return open(co, name, mode);
        } catch (IOException failed) {
            return failure(name, failed);
        }
    }

    private static FileHandle open(Coroutine co, String name, String mode) throws IOException {
        LibraryState state = LibraryState.of(co.vm());
        state.open();
        DiskFile file = state.access.files().open(co.vm(), name, mode);
        return opened(state, file, file.writes());
    }

    private static FileHandle openOrFail(Coroutine co, String name, String mode) {
        try {
            return open(co, name, mode);
        } catch (IOException failed) {
            throw co.error("cannot open file '" + name + "' (" + SystemErrors.message(failed) + ")");
        }
    }

    private static Varargs popen(Coroutine co, Varargs args) throws IOException {
        String command = Arguments.text(co, args, 1);
        String mode = Arguments.isNone(args, 2) ? "r" : Arguments.text(co, args, 2);
        if (!mode.equals("r") && !mode.equals("w")) {
            throw Arguments.error(co, 2, "invalid mode");
        }
        LibraryState state = LibraryState.of(co.vm());
        if (state.access.isLimited()) {
            return state.access.closed("io.popen");
        }
        boolean reads = mode.equals("r");
        return opened(state, ShellProcess.start(co.vm(), command, reads, !reads), true);
    }

    private static Varargs redirect(Coroutine co, Varargs args, boolean input) {
        LibraryState state = LibraryState.of(co.vm());
        if (!Arguments.isNone(args, 1)) {
            FileHandle file = Numbers.toLuaString(args.arg1()) != null
                    ? openOrFail(co, Arguments.text(co, args, 1), input ? "r" : "w")
                    : file(co, args);
            if (input) {
                state.input = file;
            } else {
                state.output = file;
            }
        }
        return input ? state.input : state.output;
    }

    private static Varargs lines(Coroutine co, Varargs args) {
        if (Arguments.isNone(args, 1)) {
            FileHandle input = standard(co, LibraryState.of(co.vm()).input, "input");
            return new Lines(input, copy(args.subargs(2)), false);
        }
        return new Lines(openOrFail(co, Arguments.text(co, args, 1), "r"), copy(args.subargs(2)), true);
    }

    private static Varargs copy(Varargs args) {
        LuaValue[] all = new LuaValue[args.narg()];
        for (int i = 0; i < all.length; i++) {
            all[i] = args.arg(i + 1);
        }
        return LuaValue.varargsOf(all);
    }

    /** What {@code lines} returns. */
    private static final class Lines extends Builtin {
        private final FileHandle file;
        private final Varargs formats;
        private final boolean closes;

        private Lines(FileHandle file, Varargs formats, boolean closes) {
            super("lines");
            this.file = file;
            this.formats = formats;
            this.closes = closes;
        }

        @Override
        protected Varargs run(Coroutine co, Varargs args) {
            if (file.isClosed()) {
                throw co.error("file is already closed");
            }
            try {
                Varargs results = IoLibrary.read(co, file, formats, 1);
                if (results.arg1() != NIL) {
                    return results;
                }
                if (closes) {
                    file.close();
                }
                return NONE;
            } catch (IOException failed) {
                throw co.error(SystemErrors.message(failed));
            }
        }
    }

    private static Varargs read(Coroutine co, FileHandle file, Varargs args, int first) throws IOException {
        co.vm().poll();
        if (args.narg() < first) {
            LuaString line = file.readLine(co, false);
            return line == null ? NIL : line;
        }
        LuaValue[] results = new LuaValue[args.narg() - first + 1];
        for (int i = 0; i < results.length; i++) {
            LuaValue result = readOne(co, file, args, first + i);
            if (result == null) {
                results[i] = NIL;
                return LuaValue.varargsOf(results, 0, i + 1);
            }
            results[i] = result;
        }
        return LuaValue.varargsOf(results);
    }

    private static LuaValue readOne(Coroutine co, FileHandle file, Varargs args, int position) throws IOException {
        LuaValue format = args.arg(position);
        if (format instanceof LuaNumber) {
            return file.readBytes(co, Arguments.integer(co, args, position));
        }
        if (!(format instanceof LuaString)) {
            throw Arguments.error(co, position, "invalid option");
        }
        String text = Arguments.text(co, args, position);
        int at = text.startsWith("*") ? 1 : 0;
        return switch (at < text.length() ? text.charAt(at) : 0) {
            case 'n' -> file.readNumber(co);
            case 'l' -> file.readLine(co, false);
            case 'L' -> file.readLine(co, true);
            case 'a' -> file.readAll(co);
            default -> throw Arguments.error(co, position, "invalid format");
        };
    }

    private static Varargs write(Coroutine co, FileHandle file, Varargs args, int first) throws IOException {
        int n = args.narg();
        if (n == first) {
            LuaString text = Arguments.string(co, args, first);
            file.write(text.m_bytes, text.m_offset, text.m_length);
        } else if (n > first) {
            Bytes all = new Bytes(co, 64);
            for (int i = first; i <= n; i++) {
                all.add(Arguments.string(co, args, i));
            }
            file.write(all.array(), 0, all.size());
        }
        return file;
    }

    private static Varargs seek(Coroutine co, Varargs args) throws IOException {
        FileHandle file = file(co, args);
        String whence = Arguments.isNone(args, 2) ? "cur" : Arguments.text(co, args, 2);
        if (!whence.equals("set") && !whence.equals("cur") && !whence.equals("end")) {
            throw Arguments.error(co, 2, "invalid option '" + whence + "'");
        }
        return Numbers.of(file.seek(whence, Arguments.integer(co, args, 3, 0)));
    }

    private static Varargs setvbuf(Coroutine co, Varargs args) {
        FileHandle file = file(co, args);
        String mode = Arguments.text(co, args, 2);
        int size = (int) Math.max(1, Math.min(1 << 20, Arguments.integer(co, args, 3, 8192)));
        switch (mode) {
            case "no" -> file.buffer(0, false);
            case "full" -> file.buffer(size, false);
            case "line" -> file.buffer(size, true);
            default -> throw Arguments.error(co, 2, "invalid option '" + mode + "'");
        }
        return TRUE;
    }
}
