// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.LuaValue;

/** A variable that closures share: a register of a running function at first, a cell of its own once that has left it. */
public final class Upvalue {
    LuaValue[] stack;
    int index;
    private Userdata id;

    Upvalue(LuaValue[] stack, int index) {
        this.stack = stack;
        this.index = index;
    }

    /** A variable of its own with this value. */
    public Upvalue(LuaValue value) {
        this(new LuaValue[] {value}, 0);
    }

    /** Its value. */
    public LuaValue get() {
        return stack[index];
    }

    /** Sets its value. */
    public void set(LuaValue value) {
        stack[index] = value;
    }

    /** A value that stands for this variable. */
    public LuaValue id() {
        if (id == null) {
            id = new Id();
        }
        return id;
    }

    private static final class Id extends Userdata {
        private Id() {
            super(null);
        }
    }

    void close() {
        stack = new LuaValue[] {stack[index]};
        index = 0;
    }
}
