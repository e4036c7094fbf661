// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.bioxen.core.luaj.vm.Closure;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** How much a VM holds: what can be reached from its tables, by a walk that ends after so many objects. */
final class MemoryEstimate {
    private static final int MAX_OBJECTS = 200_000;
    private static final long BASE = 20_000;

    private final Set<LuaValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<LuaValue> open = new ArrayDeque<>();
    private long bytes = BASE;

    private MemoryEstimate() {}

    /** In bytes. */
    static long of(LuaState vm) {
        MemoryEstimate walk = new MemoryEstimate();
        walk.add(vm.globals());
        walk.add(vm.loaded());
        walk.add(vm.registry());
        walk.run(vm);
        return walk.bytes;
    }

    private void run(LuaState vm) {
        for (LuaValue value; (value = open.poll()) != null && seen.size() < MAX_OBJECTS; ) {
            vm.poll();
            if (value instanceof Table table) {
                bytes += table.bytes();
                if (table.metatable() != null) {
                    add(table.metatable());
                }
                for (int at = table.next(-1); at >= 0; at = table.next(at)) {
                    add(table.key(at));
                    add(table.value(at));
                }
            } else if (value instanceof Closure closure) {
                bytes += 40 + 32L * closure.upvalueCount();
                for (int i = 0; i < closure.upvalueCount(); i++) {
                    add(closure.upvalue(i).get());
                }
            } else if (value instanceof LuaString text) {
                bytes += 48 + text.m_length;
            } else {
                bytes += 32;
            }
        }
    }

    private void add(LuaValue value) {
        if (value.type() >= LuaValue.TSTRING && seen.add(value)) {
            open.add(value);
        }
    }
}
