// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.vm.Script;
import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Closure;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Operators;
import org.bioxen.core.luaj.vm.ScriptError;
import org.bioxen.core.luaj.vm.Table;
import org.bioxen.spi.backend.LuaModule;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * {@code require} and {@code package}: a preloaded module first, then those of the VM's environment, then files of {@code
 * package.path}. No native libraries, no Java classes. Source: Lua 5.2 manual, section 6.3.
 */
final class PackageLibrary extends Builtin {
    private static final int REQUIRE = 0;
    private static final int LOADLIB = 1;
    private static final int SEARCHPATH = 2;
    private static final int PRELOADED = 3;
    private static final int PROVIDED = 4;
    private static final int SEARCHED = 5;
    private static final String[] NAMES = {
        "require", "loadlib", "searchpath", "searcher_preload", "searcher_environment", "searcher_path"
    };
    private static final String DEFAULT_PATH = "/usr/local/share/lua/5.2/?.lua;/usr/local/share/lua/5.2/?/init.lua;"
            + "/usr/local/lib/lua/5.2/?.lua;/usr/local/lib/lua/5.2/?/init.lua;"
            + "/usr/share/lua/5.2/?.lua;/usr/share/lua/5.2/?/init.lua;./?.lua";

    private static final LuaString SEARCHERS = LuaString.valueOf("searchers");
    private static final LuaString LOADED = LuaString.valueOf("loaded");
    private static final LuaString PATH = LuaString.valueOf("path");
    private static final LuaString PRELOAD = LuaString.valueOf("preload");

    private final int op;

    private PackageLibrary(int op) {
        super(NAMES[op]);
        this.op = op;
    }

    private static final class Functions {
        private static final PackageLibrary[] ALL = new PackageLibrary[NAMES.length];

        static {
            for (int i = 0; i < NAMES.length; i++) {
                ALL[i] = new PackageLibrary(i);
            }
        }
    }

    static LuaValue requireFunction() {
        return Functions.ALL[REQUIRE];
    }

    static Table table() {
        Table table = new Table(0, 10);
        table.set("loadlib", Functions.ALL[LOADLIB]);
        table.set("searchpath", Functions.ALL[SEARCHPATH]);
        table.set("config", LuaString.valueOf("/\n;\n?\n!\n-\n"));
        table.set("cpath", LuaValue.EMPTYSTRING);
        table.set("path", LuaString.valueOf(path()));
        // What each VM has for itself.
        for (LuaString name : List.of(SEARCHERS, LOADED, PRELOAD)) {
            table.set(name, LuaValue.TRUE);
        }
        return table;
    }

    private static String path() {
        String given = System.getenv("LUA_PATH_5_2");
        given = given == null ? System.getenv("LUA_PATH") : given;
        if (given == null) {
            return DEFAULT_PATH;
        }
        String whole = given.replace(";;", ";" + DEFAULT_PATH + ";");
        whole = whole.startsWith(";" + DEFAULT_PATH) ? whole.substring(1) : whole;
        return whole.endsWith(DEFAULT_PATH + ";") ? whole.substring(0, whole.length() - 1) : whole;
    }

    /** The part of this library that each VM has for itself; after that of the files. */
    static void connect(LuaState vm, Access access, Table library) {
        Table searchers = new Table(3, 0);
        for (int i = PRELOADED; i <= (access.isLimited() ? PROVIDED : SEARCHED); i++) {
            searchers.set(i - PRELOADED + 1, Functions.ALL[i]);
        }
        library.set(SEARCHERS, searchers);
        library.set(LOADED, vm.loaded());
        library.set(PRELOAD, new Table());
        LibraryState.of(vm).packages = library;
        if (access.isLimited()) {
            library.set(PATH, LuaValue.EMPTYSTRING);
        }
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        return switch (op) {
            case REQUIRE -> require(co, args);
            case LOADLIB ->
                LuaValue.varargsOf(
                        NIL,
                        Arguments.of("native libraries are not loaded by this engine; use the backend 'process'"),
                        Arguments.of("absent"));
            case SEARCHPATH -> {
                StringBuilder tried = new StringBuilder();
                String found = search(
                        co,
                        Arguments.text(co, args, 1),
                        Arguments.text(co, args, 2),
                        Arguments.isNone(args, 3) ? "." : Arguments.text(co, args, 3),
                        Arguments.isNone(args, 4) ? "/" : Arguments.text(co, args, 4),
                        tried);
                yield found != null ? Arguments.of(found) : LuaValue.varargsOf(NIL, Arguments.of(tried.toString()));
            }
            case PRELOADED -> {
                LuaString name = Arguments.string(co, args, 1);
                LuaValue loader = packages(co).get(PRELOAD) instanceof Table preload ? preload.get(name) : NIL;
                yield loader != NIL ? loader : Arguments.of("\n\tno field package.preload['" + name.tojstring() + "']");
            }
            case PROVIDED -> provided(co, Arguments.text(co, args, 1));
            default -> file(co, Arguments.text(co, args, 1));
        };
    }

    private static Table packages(Coroutine co) {
        return LibraryState.of(co.vm()).packages;
    }

    private static Varargs require(Coroutine co, Varargs args) {
        LuaString name = Arguments.string(co, args, 1);
        Table loaded = co.vm().loaded();
        LuaValue present = loaded.get(name);
        if (Operators.truth(present)) {
            return present;
        }
        if (!(packages(co).get(SEARCHERS) instanceof Table searchers)) {
            throw co.error("'package.searchers' must be a table");
        }
        StringBuilder tried = new StringBuilder();
        for (int i = 1; ; i++) {
            LuaValue searcher = searchers.get(i);
            if (searcher == NIL) {
                throw co.error("module '" + name.tojstring() + "' not found:" + tried);
            }
            Varargs found = Operators.call(co, searcher, name);
            LuaValue loader = found.arg1();
            if (loader.isfunction()) {
                LuaValue extra = found.arg(2);
                LuaValue value = Operators.call(co, loader, LuaValue.varargsOf(name, extra))
                        .arg1();
                if (value != NIL) {
                    loaded.set(name, value);
                } else if (loaded.get(name) == NIL) {
                    loaded.set(name, TRUE);
                }
                return loaded.get(name);
            }
            LuaString text = Numbers.toLuaString(loader);
            if (text != null) {
                tried.append(text.tojstring());
            }
        }
    }

    private static Varargs provided(Coroutine co, String name) {
        Optional<LuaModule> module;
        try {
            module = co.vm().modules().find(name);
        } catch (RuntimeException failed) {
            throw co.error("error finding module '" + name + "': " + reason(co, failed));
        }
        if (module.isEmpty()) {
            return Arguments.of("\n\tno module '" + name + "' in the environment");
        }
        Script script = module.get().script();
        boolean limited = LibraryState.of(co.vm()).access.isLimited();
        String chunkName = limited ? withoutHostPath(name, script.chunkName()) : script.chunkName();
        Optional<Path> path = module.get().path();
        LuaValue where = path.isEmpty()
                ? NIL
                : Arguments.of(limited ? file(chunkName) : path.get().toString());
        try {
            Prototype prototype = co.vm().prototypes().compile(co.vm(), script.named(chunkName));
            return LuaValue.varargsOf(new Closure(prototype, co.vm().globals()), where);
        } catch (ScriptError refused) {
            throw cannotLoad(co, name, chunkName, refused);
        }
    }

    /** What went wrong in the host, where scripts may know; a message with a path in it is for the host alone. */
    private static String reason(Coroutine co, RuntimeException failed) {
        String message = String.valueOf(failed.getMessage());
        boolean hidden = LibraryState.of(co.vm()).access.isLimited()
                && (message.indexOf('/') >= 0 || message.indexOf('\\') >= 0);
        return hidden ? "the environment cannot be read" : message;
    }

    /** A chunk name that is an absolute path of the host becomes one as from the root of the environment. */
    private static String withoutHostPath(String module, String chunkName) {
        if (!chunkName.startsWith("@") || !isAbsolute(file(chunkName))) {
            return chunkName;
        }
        String end = chunkName.endsWith("/init.lua") && !module.endsWith(".init") ? "/init.lua" : ".lua";
        return "@" + module.replace('.', '/') + end;
    }

    private static boolean isAbsolute(String file) {
        return file.startsWith("/") || file.startsWith("\\") || file.matches("[A-Za-z]:[\\\\/].*");
    }

    private static String file(String chunkName) {
        return chunkName.startsWith("@") || chunkName.startsWith("=") ? chunkName.substring(1) : chunkName;
    }

    private static ScriptError cannotLoad(Coroutine co, String name, String from, ScriptError refused) {
        return co.error(
                "error loading module '" + name + "' from file '" + file(from) + "':\n\t" + refused.getMessage());
    }

    private static Varargs file(Coroutine co, String name) {
        LuaValue path = packages(co).get("path");
        if (!(path instanceof LuaString text)) {
            throw co.error("'package.path' must be a string");
        }
        StringBuilder tried = new StringBuilder();
        String found = search(co, name, text.tojstring(), ".", "/", tried);
        if (found == null) {
            return Arguments.of(tried.toString());
        }
        try {
            return LuaValue.varargsOf(BaseLibrary.loadFile(co, found), Arguments.of(found));
        } catch (ScriptError refused) {
            throw cannotLoad(co, name, found, refused);
        }
    }

    private static String search(
            Coroutine co, String name, String path, String separator, String replacement, StringBuilder tried) {
        HostFiles files = LibraryState.of(co.vm()).access.files();
        String part = separator.isEmpty() ? name : name.replace(separator, replacement);
        for (String template : path.split(";")) {
            if (template.isEmpty()) {
                continue;
            }
            String file = template.replace("?", part);
            if (file.indexOf('\0') < 0 && files.isReadable(file)) {
                return file;
            }
            tried.append("\n\tno file '").append(file).append('\'');
        }
        return null;
    }
}
