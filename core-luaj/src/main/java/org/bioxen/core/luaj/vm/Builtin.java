// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.Varargs;

/**
 * A function of the library. Has no state of a VM: what it needs it finds through the coroutine that it is called with, so
 * that all VMs share one instance.
 */
public abstract non-sealed class Builtin extends Function {
    private final String name;

    /** Of this name, without that of its table. */
    protected Builtin(String name) {
        this.name = name;
    }

    /** The name under which the library has it. */
    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Varargs apply(Coroutine co, Varargs args) {
        int depth = co.depth;
        co.enter(this);
        Varargs results = run(co, args);
        co.depth = depth;
        return results;
    }

    /** Tells a walk what it holds, if it has a state of its own. */
    protected void hold(Walk walk) {}

    /** Does what the function does. An exception leaves the call on the stack, for the traceback; who catches it cleans up. */
    protected abstract Varargs run(Coroutine co, Varargs args);
}
