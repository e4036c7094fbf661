// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** A Lua error: any value, on its way to who catches it. */
public final class ScriptError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LuaValue value;

    /** With this error value. */
    public ScriptError(LuaValue value) {
        super(null, null, false, false);
        this.value = value;
    }

    /** With a message as its value, nothing added. */
    public ScriptError(String message) {
        this(LuaString.valueOf(message));
    }

    /** What was raised. */
    public LuaValue value() {
        return value;
    }

    @Override
    public String getMessage() {
        return value instanceof LuaString text
                ? text.tojstring()
                : "(error object is a " + value.typename() + " value)";
    }
}
