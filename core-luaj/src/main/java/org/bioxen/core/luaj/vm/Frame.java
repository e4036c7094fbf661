// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** An active call. The coroutine uses the same frame for every call at its depth. */
final class Frame {
    Function function;
    /** In a Lua function: the instruction after the current one; written before whatever can call or fail. */
    int pc;
    /** Whether it was entered by a tail call, so that its caller is unknown. */
    boolean tail;
    /** Of a Lua function; kept for the walk over what is held, and stale beyond the depth of calls. */
    LuaValue[] registers;
    /** Of a Lua function: its extra arguments. */
    Varargs varargs = LuaValue.NONE;
    /** Bytes that a library function holds beside values that scripts can reach. */
    long held;
}
