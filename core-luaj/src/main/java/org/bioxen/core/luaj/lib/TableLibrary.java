// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.util.Arrays;
import org.bioxen.core.luaj.vm.Builtin;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Function;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.Operators;
import org.bioxen.core.luaj.vm.Table;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The table functions. Source: Lua 5.2 manual, section 6.5; {@code move}: Lua 5.4 manual, section 6.6. */
final class TableLibrary extends Builtin {
    private static final int CONCAT = 0;
    private static final int INSERT = 1;
    private static final int PACK = 2;
    private static final int REMOVE = 3;
    private static final int SORT = 4;
    private static final int UNPACK = 5;
    private static final int MAXN = 6;
    private static final int MOVE = 7;
    private static final String[] NAMES = {"concat", "insert", "pack", "remove", "sort", "unpack", "maxn", "move"};

    private static final int FEW = 1000;
    private static final int SHORT = 32;

    /** As many results as Lua's own stack would take. */
    static final int MAX_RESULTS = 1_000_000;

    static final TableLibrary UNPACK_FUNCTION = new TableLibrary(UNPACK);

    private final int op;

    private TableLibrary(int op) {
        super(NAMES[op]);
        this.op = op;
    }

    static Table table() {
        Table table = new Table(0, NAMES.length);
        for (int i = 0; i < NAMES.length; i++) {
            table.set(NAMES[i], i == UNPACK ? UNPACK_FUNCTION : new TableLibrary(i));
        }
        return table;
    }

    @Override
    protected Varargs run(Coroutine co, Varargs args) {
        return switch (op) {
            case CONCAT -> concat(co, args);
            case INSERT -> insert(co, args);
            case PACK -> pack(co.vm(), args);
            case REMOVE -> remove(co, args);
            case SORT -> {
                sort(co, args);
                yield NONE;
            }
            case UNPACK -> unpack(co, args);
            case MOVE -> move(co, args);
            default -> maxn(co.vm(), Arguments.table(co, args, 1));
        };
    }

    /** The length, {@code __len} included, as 5.2's library takes it. */
    private static int length(Coroutine co, Table table) {
        if (table.metatable() == null) {
            return table.length();
        }
        if (Operators.length(co, table) instanceof LuaNumber number) {
            return (int) number.todouble();
        }
        throw co.error("object length is not a number");
    }

    private static Varargs concat(Coroutine co, Varargs args) {
        Table table = Arguments.table(co, args, 1);
        LuaString separator = Arguments.string(co, args, 2, LuaValue.EMPTYSTRING);
        long first = Arguments.integer(co, args, 3, 1);
        long last = Arguments.isNone(args, 4) ? length(co, table) : Arguments.integer(co, args, 4);
        if (first > last) {
            return LuaValue.EMPTYSTRING;
        }
        LuaState vm = co.vm();
        // First all lengths, so that the result is made once, in the size that it has.
        LuaString[] parts = new LuaString[(int) Math.min(last - first + 1, FEW)];
        int count = 0;
        long size = 0;
        for (long i = first; i <= last; i++) {
            if ((i & 0xff) == 0) {
                vm.charge(0x100);
            }
            LuaValue value = table.get((int) i);
            LuaString text = Numbers.toLuaString(value);
            if (text == null) {
                throw co.error("invalid value (" + value.typename() + ") at index " + i + " in table for 'concat'");
            }
            if (count == parts.length) {
                vm.reserve(8L * count);
                parts = Arrays.copyOf(parts, (int) Math.min(last - first + 1, 2L * count));
            }
            parts[count++] = text;
            size += text.m_length + (i < last ? separator.m_length : 0);
        }
        if (size > Operators.MAX_STRING) {
            throw co.error("resulting string too large");
        }
        byte[] bytes = vm.bytes(co, size);
        int at = 0;
        for (int i = 0; i < count; i++) {
            LuaString text = parts[i];
            System.arraycopy(text.m_bytes, text.m_offset, bytes, at, text.m_length);
            at += text.m_length;
            if (i < count - 1) {
                System.arraycopy(separator.m_bytes, separator.m_offset, bytes, at, separator.m_length);
                at += separator.m_length;
            }
        }
        return bytes.length <= SHORT ? LuaString.valueOf(bytes) : LuaString.valueUsing(bytes);
    }

    private static Varargs insert(Coroutine co, Varargs args) {
        Table table = Arguments.table(co, args, 1);
        int n = length(co, table);
        switch (args.narg()) {
            case 2:
                table.set(n + 1, args.arg(2));
                return NONE;
            case 3: {
                long position = Arguments.integer(co, args, 2);
                if (position < 1 || position > n + 1L) {
                    throw Arguments.error(co, 2, "position out of bounds");
                }
                insert(co.vm(), table, (int) position, n, args.arg(3));
                return NONE;
            }
            default:
                throw co.error("wrong number of arguments to 'insert'");
        }
    }

    private static void insert(LuaState vm, Table table, int position, int n, LuaValue value) {
        vm.charge((n - position) >> 3);
        if (!table.insert(position, n, value)) {
            for (int i = n; i >= position; i--) {
                vm.charge(4);
                table.set(i + 1, table.get(i));
            }
            table.set(position, value);
        }
    }

    private static void remove(LuaState vm, Table table, int position, int n) {
        vm.charge((n - position) >> 3);
        if (!table.remove(position, n)) {
            for (int i = position; i < n; i++) {
                vm.charge(4);
                table.set(i, table.get(i + 1));
            }
            table.set(n, NIL);
        }
    }

    private static Varargs remove(Coroutine co, Varargs args) {
        Table table = Arguments.table(co, args, 1);
        int n = length(co, table);
        long position = Arguments.integer(co, args, 2, n);
        if (args.narg() > 1
                && (n + 1L - position < 0 || position < 1)
                && !(n == 0 && (position == 0 || position == n))) {
            throw Arguments.error(co, 1, "position out of bounds");
        }
        LuaValue removed = table.get((int) position);
        if (position <= n && position >= 1) {
            remove(co.vm(), table, (int) position, n);
        } else {
            table.set((int) position, NIL);
        }
        return removed;
    }

    private static Varargs pack(LuaState vm, Varargs args) {
        int n = args.narg();
        vm.charge(n);
        vm.reserve(4L * n);
        Table table = new Table(n, 1);
        for (int i = 1; i <= n; i++) {
            table.set(i, args.arg(i));
        }
        table.set("n", LuaInteger.valueOf(n));
        return table;
    }

    private static Varargs unpack(Coroutine co, Varargs args) {
        Table table = Arguments.table(co, args, 1);
        long first = Arguments.integer(co, args, 2, 1);
        long last = Arguments.isNone(args, 3) ? length(co, table) : Arguments.integer(co, args, 3);
        if (first > last) {
            return NONE;
        }
        long count = last - first + 1;
        if (count <= 0 || count >= MAX_RESULTS) {
            throw co.error("too many results to unpack");
        }
        co.vm().charge(count);
        co.vm().reserve(4 * count);
        LuaValue[] values = new LuaValue[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.get((int) (first + i));
        }
        return LuaValue.varargsOf(values);
    }

    private static Varargs move(Coroutine co, Varargs args) {
        long first = Arguments.exactInteger(co, args, 2);
        long last = Arguments.exactInteger(co, args, 3);
        long target = Arguments.exactInteger(co, args, 4);
        LuaValue from = movable(co, args, 1, LuaValue.INDEX);
        int destination = Arguments.isNone(args, 5) ? 1 : 5;
        LuaValue to = movable(co, args, destination, LuaValue.NEWINDEX);
        if (last < first) {
            return to;
        }
        if (first <= 0 && last >= Long.MAX_VALUE + first) {
            throw Arguments.error(co, 3, "too many elements to move");
        }
        long count = last - first + 1;
        if (target > Long.MAX_VALUE - count + 1) {
            throw Arguments.error(co, 4, "destination wrap around");
        }
        // Beyond, neighbours are the same number, and the elements could not be told from one another.
        if (!isExact(first) || !isExact(last) || !isExact(target) || !isExact(target + count - 1)) {
            throw co.error("positions beyond 2^53 are not exact as numbers of Lua 5.2");
        }
        boolean upwards = target > last || target <= first || destination != 1 && !Operators.equal(co, from, to);
        LuaState vm = co.vm();
        for (long i = 0; i < count; i++) {
            if ((i & 0xff) == 0) {
                vm.charge(Math.min(count - i, 256));
            }
            long step = upwards ? i : count - 1 - i;
            LuaValue value = Operators.index(co, from, Numbers.of(first + step));
            Operators.assign(co, to, Numbers.of(target + step), value);
        }
        return to;
    }

    private static boolean isExact(long position) {
        return Math.abs(position) <= 1L << 53;
    }

    private static LuaValue movable(Coroutine co, Varargs args, int position, LuaString event) {
        LuaValue value = args.arg(position);
        if (!(value instanceof Table) && co.vm().metamethod(value, event) == NIL) {
            throw Arguments.typeError(co, args, position, "table");
        }
        return value;
    }

    private static Varargs maxn(LuaState vm, Table table) {
        double max = 0;
        for (int at = table.next(-1); at >= 0; at = table.next(at)) {
            vm.charge(4);
            if (table.key(at) instanceof LuaNumber number) {
                max = Math.max(max, number.todouble());
            }
        }
        return Numbers.of(max);
    }

    private static void sort(Coroutine co, Varargs args) {
        Table table = Arguments.table(co, args, 1);
        int n = length(co, table);
        Function comparator = Arguments.isNone(args, 2) ? null : Arguments.function(co, args, 2);
        if (n < 2) {
            return;
        }
        co.vm().charge(2L * n);
        co.vm().reserve(4L * n);
        LuaValue[] values = new LuaValue[n];
        co.hold(4L * n);
        for (int i = 0; i < n; i++) {
            values[i] = table.get(i + 1);
        }
        try {
            new Sorting(co, comparator).sort(values, 0, n - 1);
        } finally {
            for (int i = 0; i < n; i++) {
                table.set(i + 1, values[i]);
            }
        }
    }
}
