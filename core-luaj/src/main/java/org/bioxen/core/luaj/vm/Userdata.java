// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.LuaValue;

/** A value of type userdata: something of the library's own, a file say. */
public abstract class Userdata extends LuaValue {
    private Table metatable;
    /** The last walk that came by. */
    short mark;

    /** With this metatable. */
    protected Userdata(Table metatable) {
        this.metatable = metatable;
    }

    /** The metatable, or {@code null}. */
    public final Table metatable() {
        return metatable;
    }

    /** Sets the metatable; {@code null} for none. */
    public final void metatable(Table table) {
        metatable = table;
    }

    /** Tells a walk what it holds beside its metatable. */
    protected void hold(Walk walk) {
        walk.add(32);
    }

    @Override
    public final int type() {
        return TUSERDATA;
    }

    @Override
    public final String typename() {
        return "userdata";
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public final boolean equals(Object other) {
        return this == other;
    }
}
