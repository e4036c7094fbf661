// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.LuaValue;

/** A coroutine as scripts hold it. When no script does any more, the suspended coroutine behind it can be ended. */
public final class CoroutineValue extends LuaValue {
    private final Coroutine coroutine;

    CoroutineValue(Coroutine coroutine) {
        this.coroutine = coroutine;
    }

    /** The coroutine. */
    public Coroutine coroutine() {
        return coroutine;
    }

    @Override
    public int type() {
        return TTHREAD;
    }

    @Override
    public String typename() {
        return "thread";
    }

    @Override
    public boolean isthread() {
        return true;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }
}
