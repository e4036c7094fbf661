// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Puts the library into a VM. Each VM has tables of its own, copied from templates; the functions are shared. */
public final class Libraries {
    private Libraries() {}

    private static final LuaString GLOBALS = LuaString.valueOf("_G");

    /** The tables as every VM gets them; made when the first one does. Never changed, but shared by the VMs' tables. */
    private static final class Templates {
        private static final String[] NAMES = {
            "string", "table", "math", "bit32", "coroutine", "os", "io", "debug", "package", "utf8"
        };
        private static final LuaString[] FIELDS = fields();
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
        private static final Table BASE = base();
        private static final Table LOADED = withLibraries(new Table(0, NAMES.length + 1));
        private static final Table STRING_METATABLE = stringMetatable();

        private static LuaString[] fields() {
            LuaString[] fields = new LuaString[NAMES.length];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = LuaString.valueOf(NAMES[i]);
            }
            return fields;
        }

        private static Table base() {
            Table table = new Table(0, 46);
            BaseLibrary.open(table);
            table.set("unpack", TableLibrary.UNPACK_FUNCTION);
            table.set("require", PackageLibrary.requireFunction());
            return withLibraries(table);
        }

        /** With a field for each library, in which every VM puts its own table. */
        private static Table withLibraries(Table table) {
            table.set(GLOBALS, LuaValue.TRUE);
            for (LuaString name : FIELDS) {
                table.set(name, LuaValue.TRUE);
            }
            return table;
        }

        private static Table stringMetatable() {
            Table table = new Table(0, 1);
            table.set(LuaValue.INDEX, LuaValue.TRUE);
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
        globals.share(Templates.BASE);
        loaded.share(Templates.LOADED);
        globals.set(GLOBALS, globals);
        loaded.set(GLOBALS, globals);
        for (int i = 0; i < Templates.NAMES.length; i++) {
            Table library = Table.sharing(tables[i]);
            LuaString name = Templates.FIELDS[i];
            globals.set(name, library);
            loaded.set(name, library);
            switch (Templates.NAMES[i]) {
                case "string" -> {
                    Table metatable = Table.sharing(Templates.STRING_METATABLE);
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
