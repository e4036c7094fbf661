// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * Adds up what a VM holds: all that its scripts can reach, registers of active calls included. What it has seen it marks
 * with its number, so that a walk over millions of objects needs little room itself. Ends early if the evaluation is to end.
 */
public final class Walk {
    private static final long BASE = 20_000;
    private static final int PROBES = 16;
    private static final int POLL = 0xfff;

    private final LuaState vm;
    private final short number;
    private long bytes = BASE;
    private int steps;

    /** Seen, but not looked into yet. */
    private Object[] open = new Object[64];

    private int waiting;

    /** Strings that were seen, by identity: a hash table with open addressing. */
    private LuaString[] strings = new LuaString[1024];

    private int stringCount;
    private final Set<Prototype> prototypes = Collections.newSetFromMap(new IdentityHashMap<>());

    private Walk(LuaState vm) {
        this.vm = vm;
        this.number = vm.nextWalk();
    }

    /** In bytes. */
    static long weigh(LuaState vm) {
        Walk walk = new Walk(vm);
        vm.hold(walk);
        walk.run();
        return walk.bytes;
    }

    private void run() {
        while (waiting > 0) {
            Object next = open[--waiting];
            if (next instanceof Table table) {
                table.hold(this);
            } else if (next instanceof Closure closure) {
                hold(closure);
            } else if (next instanceof Coroutine coroutine) {
                coroutine.hold(this);
            } else if (next instanceof Userdata userdata) {
                add(userdata.metatable());
                userdata.hold(this);
            }
        }
    }

    private void hold(Closure closure) {
        bytes += 40 + 4L * closure.upvalues.length;
        add(closure.prototype);
        for (Upvalue upvalue : closure.upvalues) {
            LuaValue value = upvalue.get();
            // Nearly every function has the global table, by a variable that they all share.
            if (value != vm.globals()) {
                bytes += 48;
                add(value);
            }
        }
    }

    private void add(Prototype prototype) {
        if (prototypes.add(prototype)) {
            bytes += 200
                    + 4L * (prototype.code.length + prototype.k.length)
                    + (prototype.lineinfo == null ? 0 : 4L * prototype.lineinfo.length);
            for (LuaValue constant : prototype.k) {
                add(constant);
            }
            if (prototype.p != null) {
                for (Prototype inner : prototype.p) {
                    add(inner);
                }
            }
        }
    }

    private void push(Object next) {
        if (waiting == open.length) {
            open = Arrays.copyOf(open, waiting + waiting / 2);
        }
        open[waiting++] = next;
    }

    /** Adds so many bytes that something holds beside values. */
    public void add(long held) {
        bytes += held;
    }

    /** Adds what is reached by a value; {@code null} is nothing. */
    public void add(LuaValue value) {
        if ((++steps & POLL) == 0) {
            vm.poll();
        }
        if (value instanceof LuaString text) {
            if (isNew(text)) {
                bytes += 48 + ((text.m_bytes.length + 7) & ~7);
            }
        } else if (value instanceof LuaInteger integer) {
            bytes += integer.v >= -256 && integer.v <= 255 ? 0 : 16;
        } else if (value instanceof LuaDouble) {
            bytes += 24;
        } else if (value instanceof Table table) {
            if (table.mark != number) {
                table.mark = number;
                push(table);
            }
        } else if (value instanceof Closure closure) {
            if (closure.mark != number) {
                closure.mark = number;
                push(closure);
            }
        } else if (value instanceof Builtin builtin) {
            // Mostly shared by all VMs; what has a state of its own holds no other such function.
            builtin.hold(this);
        } else if (value instanceof CoroutineValue coroutine) {
            add(coroutine.coroutine());
        } else if (value instanceof Userdata userdata) {
            if (userdata.mark != number) {
                userdata.mark = number;
                push(userdata);
            }
        } else if (value != null && value != LuaValue.NIL && !value.isboolean()) {
            // A weak reference.
            bytes += 72;
        }
    }

    void add(Coroutine coroutine) {
        if (coroutine.mark != number) {
            coroutine.mark = number;
            push(coroutine);
        }
    }

    void add(LuaValue[] values) {
        if (values != null) {
            bytes += 16 + 4L * values.length;
            for (LuaValue value : values) {
                add(value);
            }
        }
    }

    void add(Varargs values) {
        int n = values.narg();
        bytes += 4L * n;
        for (int i = 1; i <= n; i++) {
            add(values.arg(i));
        }
    }

    /** Whether it was not seen before. Of very many strings with the same hash some count twice. */
    private boolean isNew(LuaString text) {
        if (stringCount * 2 > strings.length) {
            LuaString[] old = strings;
            strings = new LuaString[old.length * 2];
            for (LuaString each : old) {
                if (each != null) {
                    store(each);
                }
            }
        }
        if (store(text)) {
            stringCount++;
            return true;
        }
        return false;
    }

    private boolean store(LuaString text) {
        int mask = strings.length - 1;
        int hash = text.hashCode() * 0x9E3779B9;
        int at = (hash ^ (hash >>> 15)) & mask;
        for (int i = 0; i < PROBES; i++) {
            LuaString there = strings[at];
            if (there == null) {
                strings[at] = text;
                return true;
            }
            if (there == text || there.m_bytes == text.m_bytes) {
                return false;
            }
            at = (at + 1) & mask;
        }
        return true;
    }
}
