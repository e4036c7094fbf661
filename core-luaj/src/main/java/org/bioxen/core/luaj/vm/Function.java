// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function as this engine calls it: always with the coroutine that it runs in. */
public abstract sealed class Function extends LuaFunction permits Closure, Builtin {
    /**
     * Calls it.
     *
     * @param co the running coroutine
     * @param args not kept after the call, unless copied
     * @return the results; valid until the caller goes on
     * @throws ScriptError an error that a script may catch
     * @throws Killed the end of the evaluation, which nobody catches
     */
    public abstract Varargs apply(Coroutine co, Varargs args);

    /** Calls it with two arguments. */
    public Varargs apply(Coroutine co, LuaValue a, LuaValue b) {
        return apply(co, LuaValue.varargsOf(a, b));
    }

    /** Calls it with three arguments. */
    public Varargs apply(Coroutine co, LuaValue a, LuaValue b, LuaValue c) {
        return apply(co, LuaValue.varargsOf(a, b, c));
    }
}
