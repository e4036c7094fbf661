// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.util.OptionalInt;
import org.bioxen.api.vm.LuaFrame;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Prototype;

/** Active calls as Lua 5.2 words them. */
public final class Tracebacks {
    private static final int FIRST = 12;
    private static final int LAST = 10;

    private Tracebacks() {}

    /** The text that {@code debug.traceback} appends to its message, heading included. */
    public static String text(Coroutine co, int level) {
        StringBuilder text = new StringBuilder("stack traceback:");
        int total = co.depth();
        int mark = total - 1 > FIRST + LAST ? FIRST - 1 : -1;
        for (int i = level; i < total; i++) {
            if (i == mark) {
                text.append("\n\t...");
                i = total - LAST - 2;
                continue;
            }
            text.append("\n\t").append(frame(co, i));
            if (co.isTailCall(i)) {
                text.append("\n\t(...tail calls...)");
            }
        }
        return text.toString();
    }

    static LuaFrame frame(Coroutine co, int level) {
        Function function = co.function(level);
        Names.Name name = co.calledAs(level);
        if (function instanceof Closure closure) {
            Prototype p = closure.prototype;
            String source = ChunkNames.shown(p.source);
            int line = co.line(level);
            String text = name != null
                    ? "function '" + name.name() + "'"
                    : p.linedefined == 0 ? "main chunk" : "function <" + source + ":" + p.linedefined + ">";
            return new LuaFrame(source, line > 0 ? OptionalInt.of(line) : OptionalInt.empty(), text);
        }
        String global = name != null ? name.name() : globalName(co, function);
        return new LuaFrame("[C]", OptionalInt.empty(), global == null ? "?" : "function '" + global + "'");
    }

    /** Where a function of the library is found, {@code string.rep} say; {@code null} if it is in no loaded module. */
    public static String globalName(Coroutine co, Function function) {
        Table loaded = co.vm().loaded();
        for (int at = loaded.next(-1); at >= 0; at = loaded.next(at)) {
            if (loaded.value(at) instanceof Table module && loaded.key(at) instanceof LuaString name) {
                for (int in = module.next(-1); in >= 0; in = module.next(in)) {
                    if (module.value(in) == function && module.key(in) instanceof LuaString field) {
                        String of = name.tojstring();
                        return (of.equals("_G") ? "" : of + ".") + field.tojstring();
                    }
                }
            }
        }
        return null;
    }
}
