// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.LuaValue.Entry;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Operators;
import org.bioxen.core.luaj.vm.Table;
import org.bioxen.spi.backend.Evaluation;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** Copies values out of a VM, with raw access only, and into it. One instance serves one result. */
final class ResultValues {
    private static final int MAX_DEPTH = 200;
    private static final double MAX_INTEGER = 0x1p53;

    private final LuaState vm;
    /** Made for the first table; most results have none. */
    private Map<Table, Integer> ids;

    private int budget = Evaluation.MAX_VALUES;
    private long bytes;

    /** For a result of this VM, whose memory limit the copies count for. */
    ResultValues(LuaState vm) {
        this.vm = vm;
    }

    List<LuaValue> all(Varargs values) {
        // More than the bound are cut off: there is nothing that could stand for them.
        int n = Math.min(values.narg(), budget);
        budget -= n;
        List<LuaValue> all = new ArrayList<>(n);
        for (int i = 1; i <= n; i++) {
            all.add(copy(values.arg(i), 0));
        }
        return all;
    }

    LuaValue one(org.luaj.vm2.LuaValue value) {
        return copy(value, 0);
    }

    /** The budget has been charged for the value itself. */
    private LuaValue copy(org.luaj.vm2.LuaValue value, int depth) {
        if (value instanceof LuaInteger integer) {
            return LuaValue.of((long) integer.v);
        }
        if (value instanceof LuaNumber number) {
            double d = number.todouble();
            boolean integral = d == Math.rint(d) && Math.abs(d) <= MAX_INTEGER && !(d == 0 && 1 / d < 0);
            return integral ? LuaValue.of((long) d) : LuaValue.of(d);
        }
        if (value instanceof LuaString text) {
            // Each copy is the host's to keep; a string that is there a thousand times would be a thousand copies.
            bytes += text.m_length;
            vm.charge(text.m_length >> 4);
            vm.reserve(bytes);
            return LuaValue.Str.of(text.m_bytes, text.m_offset, text.m_length);
        }
        if (value == org.luaj.vm2.LuaValue.NIL) {
            return LuaValue.nil();
        }
        if (value.isboolean()) {
            return LuaValue.of(value == org.luaj.vm2.LuaValue.TRUE);
        }
        if (value instanceof Table table) {
            return table(table, depth);
        }
        return new LuaValue.Opaque(value.typename(), Operators.rawText(value));
    }

    private LuaValue table(Table table, int depth) {
        if (ids == null) {
            ids = new IdentityHashMap<>();
        }
        Integer known = ids.get(table);
        if (known != null) {
            return known == 0 ? opaque(table) : new LuaValue.Reference(known);
        }
        int size = size(table);
        if (depth >= MAX_DEPTH || 2L * size > budget) {
            ids.put(table, 0);
            return opaque(table);
        }
        budget -= 2 * size;
        vm.charge(2L * size);
        int id = ids.size() + 1;
        ids.put(table, id);
        List<Entry> entries = new ArrayList<>();
        int n = table.length();
        for (int i = 1; i <= n; i++) {
            org.luaj.vm2.LuaValue value = table.get(i);
            if (value != org.luaj.vm2.LuaValue.NIL) {
                entries.add(new Entry(LuaValue.of((long) i), copy(value, depth + 1)));
            }
        }
        for (int at = table.next(-1); at >= 0; at = table.next(at)) {
            org.luaj.vm2.LuaValue key = table.key(at);
            if (!(key instanceof LuaInteger integer && integer.v >= 1 && integer.v <= n)) {
                entries.add(new Entry(copy(key, depth + 1), copy(table.value(at), depth + 1)));
            }
        }
        return new LuaValue.Table(id, entries);
    }

    /** The number of pairs, counted no further than matters. */
    private int size(Table table) {
        int size = 0;
        for (int at = table.next(-1); at >= 0 && size <= budget; at = table.next(at)) {
            size++;
        }
        return size;
    }

    private static LuaValue opaque(Table table) {
        return new LuaValue.Opaque("table", Operators.rawText(table));
    }

    /** A plain value as this engine's own. */
    static org.luaj.vm2.LuaValue enter(LuaValue value) {
        if (value instanceof LuaValue.Bool bool) {
            return org.luaj.vm2.LuaValue.valueOf(bool.value());
        }
        if (value instanceof LuaValue.Int integer) {
            return org.bioxen.core.luaj.vm.Numbers.of(integer.value());
        }
        if (value instanceof LuaValue.Float number) {
            return org.bioxen.core.luaj.vm.Numbers.of(number.value());
        }
        if (value instanceof LuaValue.Str text) {
            return LuaString.valueUsing(text.toByteArray());
        }
        return org.luaj.vm2.LuaValue.NIL;
    }
}
