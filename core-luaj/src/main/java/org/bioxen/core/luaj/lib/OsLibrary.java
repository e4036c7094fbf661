// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Killed;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Operating system facilities. Source: Lua 5.2 manual, section 6.9. */
final class OsLibrary extends Builtin {
    private static final int CLOCK = 0;
    private static final int DATE = 1;
    private static final int DIFFTIME = 2;
    private static final int EXECUTE = 3;
    private static final int EXIT = 4;
    private static final int GETENV = 5;
    private static final int REMOVE = 6;
    private static final int RENAME = 7;
    private static final int SETLOCALE = 8;
    private static final int TIME = 9;
    private static final String[] NAMES = {
        "clock", "date", "difftime", "execute", "exit", "getenv", "remove", "rename", "setlocale", "time", "tmpname"
    };

    private static final Set<String> CATEGORIES = Set.of("all", "collate", "ctype", "monetary", "numeric", "time");

    private final int op;

    private OsLibrary(int op) {
        super(NAMES[op]);
        this.op = op;
    }

    static Table table() {
        Table table = new Table(0, NAMES.length);
        for (int i = 0; i < NAMES.length; i++) {
            table.set(NAMES[i], new OsLibrary(i));
        }
        return table;
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        LuaState vm = co.vm();
        switch (op) {
            case CLOCK:
                return Numbers.of(vm.clock());
            case DATE:
                return Dates.date(co, args);
            case DIFFTIME:
                return Numbers.of(Arguments.number(co, args, 1)
                        - (Arguments.isNone(args, 2) ? 0 : Arguments.number(co, args, 2)));
            case EXECUTE:
                return execute(co, args);
            case EXIT: {
                int code = args.arg1() == FALSE
                        ? 1
                        : args.arg1() == TRUE ? 0 : (int) Arguments.integer(co, args, 1, 0) & 0xff;
                vm.kill(Killed.exit(code));
                vm.poll();
                return NONE;
            }
            case GETENV: {
                String value = LibraryState.of(vm).access.variable(Arguments.text(co, args, 1));
                return value == null ? NIL : Arguments.of(value);
            }
            case REMOVE: {
                String name = Arguments.text(co, args, 1);
                try {
                    LibraryState.of(vm).access.files().delete(name);
                    return TRUE;
                } catch (IOException failed) {
                    return failure(name, failed);
                }
            }
            case RENAME: {
                String from = Arguments.text(co, args, 1);
                String to = Arguments.text(co, args, 2);
                try {
                    LibraryState.of(vm).access.files().rename(from, to);
                    return TRUE;
                } catch (IOException failed) {
                    return Arguments.failure(SystemErrors.message(failed), SystemErrors.code(failed));
                }
            }
            case SETLOCALE: {
                String locale = Arguments.isNone(args, 1) ? "" : Arguments.text(co, args, 1);
                String category = Arguments.isNone(args, 2) ? "all" : Arguments.text(co, args, 2);
                if (!CATEGORIES.contains(category)) {
                    throw Arguments.error(co, 2, "invalid option '" + category + "'");
                }
                return locale.isEmpty() || locale.equals("C") || locale.equals("POSIX") ? Arguments.of("C") : NIL;
            }
            case TIME:
                return Dates.time(co, args);
            default:
                try {
                    return Arguments.of(LibraryState.of(vm).access.files().temporaryName());
                } catch (IOException failed) {
                    throw co.error("unable to generate a unique filename");
                }
        }
    }

    private static Varargs failure(String name, IOException failed) {
        return Arguments.failure(name + ": " + SystemErrors.message(failed), SystemErrors.code(failed));
    }

    private static Varargs execute(Coroutine co, Varargs args) {
        Access access = LibraryState.of(co.vm()).access;
        if (access.isLimited()) {
            return Arguments.isNone(args, 1) ? FALSE : access.closed("os.execute");
        }
        if (Arguments.isNone(args, 1)) {
            return LuaValue.valueOf(Files.isExecutable(Path.of("/bin/sh")));
        }
        try {
            return ShellProcess.execute(co.vm(), Arguments.text(co, args, 1));
        } catch (IOException failed) {
            return Arguments.failure(SystemErrors.message(failed), SystemErrors.code(failed));
        }
    }
}
