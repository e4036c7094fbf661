// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.util.Arrays;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Puts the library into a VM. Each VM has tables of its own, copied from templates; the functions are shared. */
public final class Libraries {
    private Libraries() {}

    /** The tables as every VM gets them; made when the first one does. Never changed. */
    private static final class Templates {
        private static final Table BASE = base();
        private static final String[] NAMES = {
            "string", "table", "math", "bit32", "coroutine", "os", "io", "debug", "package", "utf8"
        };
        private static final LuaString[] KEYS =
                Arrays.stream(NAMES).map(LuaString::valueOf).toArray(LuaString[]::new);
        private static final Table[] TABLES = {
            StringLibrary.table(),
            TableLibrary.table(),
            MathLibrary.table(),
            Bit32Library.table(),
            CoroutineLibrary.table(),
            OsLibrary.table(),
            IoLibrary.table(),
            DebugLibrary.table(),
            PackageLibrary.table(),
            Utf8Library.table()
        };

        private static Table base() {
            Table table = new Table(0, 60);
            BaseLibrary.open(table);
            table.set("unpack", TableLibrary.UNPACK_FUNCTION);
            return table;
        }
    }

    /** The tables of a VM whose level closes something, where they differ; what else is closed its function refuses. */
    private static final class LimitedTemplates {
        private static final Table[] TABLES = Templates.TABLES.clone();

        static {
            for (int i = 0; i < TABLES.length; i++) {
                switch (Templates.NAMES[i]) {
                    case "string" -> {
                        TABLES[i] = TABLES[i].copy();
                        TABLES[i].set("dump", LuaValue.NIL);
                    }
                    case "debug" -> TABLES[i] = DebugLibrary.harmless(TABLES[i]);
                    default -> {
                        // The same.
                    }
                }
            }
        }
    }

    /** As much of the library as the level has. */
    public static void open(LuaState vm, Access access) {
        Table[] tables = access.isLimited() ? LimitedTemplates.TABLES : Templates.TABLES;
        Table globals = vm.globals();
        Table loaded = vm.loaded();
        Table base = Templates.BASE;
        for (int at = base.next(-1); at >= 0; at = base.next(at)) {
            globals.set(base.key(at), base.value(at));
        }
        globals.set("_G", globals);
        loaded.set("_G", globals);
        for (int i = 0; i < Templates.NAMES.length; i++) {
            Table library = tables[i].copy();
            LuaString name = Templates.KEYS[i];
            globals.set(name, library);
            loaded.set(name, library);
            switch (Templates.NAMES[i]) {
                case "string" -> {
                    Table metatable = new Table(0, 1);
                    metatable.set(LuaValue.INDEX, library);
                    vm.metatable(LuaValue.EMPTYSTRING, metatable);
                }
                case "io" -> IoLibrary.connect(vm, access, library);
                case "package" -> PackageLibrary.connect(vm, access, library);
                default -> {
                    // Nothing of its own.
                }
            }
        }
        vm.next(BaseLibrary.NEXT_FUNCTION);
    }
}
