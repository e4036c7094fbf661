// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A Lua table with raw access only; metamethods are {@link Operators}' concern. The values 1 to {@link #length()} that were
 * appended in order lie in an array, all others in a hash with open addressing. A removed pair keeps its key until the hash
 * is rebuilt, so that a traversal may clear fields. Not thread-safe.
 */
public final class Table extends LuaValue {
    private static final LuaValue[] EMPTY = {};
    /** From so many slots on, room is reserved before it is allocated, and work on them charged. */
    private static final int LARGE = 1 << 14;

    /** A search as long as this is charged: with many keys of the same hash it takes its time. */
    private static final int MANY_PROBES = 64;

    private static final byte WEAK_KEYS = 1;
    private static final byte WEAK_VALUES = 2;
    /** The hash's keys, or its values, lie in a template's arrays, which are copied before they are written. */
    private static final byte SHARED_KEYS = 4;

    private static final byte SHARED_VALUES = 8;

    /** It is known to have no field {@code __newindex}; forgotten when a field is set. */
    private static final byte NO_NEWINDEX = 16;

    private LuaValue[] array = EMPTY;
    private int size;
    private LuaValue[] keys = EMPTY;
    private LuaValue[] values = EMPTY;
    private byte shift = 32;
    private int taken;
    private Table metatable;
    /** What it holds weakly, what it shares, and what it is known to lack. */
    private byte weak;
    /** The last walk that came by. */
    short mark;

    /** An empty table. */
    public Table() {}

    /** An empty table with room for so many elements and fields. */
    public Table(int elements, int fields) {
        if (elements > 0) {
            int room = Math.min(elements, 1 << 20);
            account(room, 4L * room);
            array = new LuaValue[room];
        }
        if (fields > 0) {
            allocate(Math.min(fields, 1 << 20));
        }
    }

    /** To be called before anything is changed: it may end the evaluation. */
    private static void account(int slots, long bytes) {
        if (slots >= LARGE) {
            LuaState.account(slots >> 2, bytes);
        }
    }

    /** More room than this; large arrays grow more slowly, so that old and new one together are not too large. */
    private static int more(int slots) {
        if (slots < 4) {
            return 4;
        }
        return slots < 1 << 20 ? slots * 2 : (int) Math.min(Operators.MAX_STRING, slots + (slots >> 2) * 1L);
    }

    /** What stands in the place of a weakly held key or value. */
    private static final class Weak extends LuaValue {
        private final WeakReference<LuaValue> reference;
        private final int hash;

        private Weak(LuaValue value) {
            reference = new WeakReference<>(value);
            hash = value.hashCode();
        }

        private LuaValue value() {
            LuaValue value = reference.get();
            return value == null ? NIL : value;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int type() {
            return TVALUE;
        }

        @Override
        public String typename() {
            return "weak";
        }
    }

    /** A copy of the pairs, not of what they hold; without a metatable. */
    public Table copy() {
        Table copy = new Table();
        copy.array = array.length == 0 ? EMPTY : array.clone();
        copy.size = size;
        copy.keys = keys.length == 0 ? EMPTY : keys.clone();
        copy.values = values.length == 0 ? EMPTY : values.clone();
        copy.shift = shift;
        copy.taken = taken;
        return copy;
    }

    /**
     * Takes over the pairs of a template; this table has none so far. What holds them is shared until this table is changed.
     *
     * @param template is never changed any more
     */
    public void share(Table template) {
        array = template.array.length == 0 ? EMPTY : template.array.clone();
        size = template.size;
        keys = template.keys;
        values = template.values;
        shift = template.shift;
        taken = template.taken;
        weak |= SHARED_KEYS | SHARED_VALUES;
    }

    /** A table that {@link #share(Table) shares} the pairs of a template. */
    public static Table sharing(Table template) {
        Table table = new Table();
        table.share(template);
        return table;
    }

    /** Before the hash's values are written. */
    private void ownValues() {
        weak &= ~NO_NEWINDEX;
        if ((weak & SHARED_VALUES) != 0) {
            values = values.clone();
            weak &= ~SHARED_VALUES;
        }
    }

    /** Before the hash's keys are written. */
    private void ownKeys() {
        if ((weak & SHARED_KEYS) != 0) {
            keys = keys.clone();
            weak &= ~SHARED_KEYS;
        }
    }

    /** The metatable, or {@code null}. */
    public Table metatable() {
        return metatable;
    }

    /** Sets the metatable; {@code null} for none. */
    public void metatable(Table table) {
        metatable = table;
        byte mode = 0;
        if (table != null && table.get(MODE) instanceof LuaString text) {
            for (int i = 0; i < text.m_length; i++) {
                int c = text.luaByte(i);
                mode |= c == 'k' ? WEAK_KEYS : c == 'v' ? WEAK_VALUES : 0;
            }
        }
        if (mode != (weak & (WEAK_KEYS | WEAK_VALUES))) {
            account(array.length + keys.length, 12L * (array.length + keys.length));
            Table old = copy();
            old.weak = weak;
            weak = mode;
            array = EMPTY;
            size = 0;
            keys = EMPTY;
            values = EMPTY;
            shift = 32;
            taken = 0;
            for (int at = old.next(-1); at >= 0; at = old.next(at)) {
                set(old.key(at), old.value(at));
            }
        }
    }

    /** The value under any key; nil if there is none. */
    public LuaValue get(LuaValue key) {
        if (key instanceof LuaString string) {
            return get(string);
        }
        if (key instanceof LuaInteger integer) {
            return get(integer.v);
        }
        if (key == SpecialNumber.NEGATIVE_ZERO) {
            return get(0);
        }
        int at = find(key);
        return at < 0 ? NIL : strong(values[at]);
    }

    /** The value under a string key. */
    public LuaValue get(LuaString key) {
        LuaValue[] all = keys;
        if (all.length == 0) {
            return NIL;
        }
        int at = (key.hashCode() * 0x9E3779B9) >>> shift;
        LuaValue k = all[at];
        if (k == key) {
            return strong(values[at]);
        }
        return k == null ? NIL : search(key, at);
    }

    /** What is not at the first place; apart, so that the usual case stays small enough to be compiled into its callers. */
    private LuaValue search(LuaString key, int first) {
        LuaValue[] all = keys;
        int mask = all.length - 1;
        int at = first;
        for (int probes = 0; ; probes++) {
            LuaValue k = all[at];
            if (k == key || k == null || k instanceof LuaString s && same(s, key)) {
                if (probes > MANY_PROBES) {
                    LuaState.account(probes, 0);
                }
                return k == null ? NIL : strong(values[at]);
            }
            at = (at + 1) & mask;
        }
    }

    /** Whether strings, not the same object, are equal; to look at long ones is work. */
    private static boolean same(LuaString s, LuaString t) {
        if (s.m_length != t.m_length || s.hashCode() != t.hashCode()) {
            return false;
        }
        if (s.m_length > LARGE) {
            LuaState.account(s.m_length >> 3, 0);
        }
        return s.raweq(t);
    }

    /** The value under an integer key. */
    public LuaValue get(int key) {
        if (key - 1 >= 0 && key - 1 < size) {
            return strong(array[key - 1]);
        }
        LuaValue[] all = keys;
        if (all.length == 0) {
            return NIL;
        }
        int mask = all.length - 1;
        int at = (key * 0x9E3779B9) >>> shift;
        for (LuaValue k; (k = all[at]) != null; at = (at + 1) & mask) {
            if (k instanceof LuaInteger n && n.v == key) {
                return strong(values[at]);
            }
        }
        return NIL;
    }

    /** The value under the name, which is encoded as UTF-8. */
    @Override
    public LuaValue get(String key) {
        return get(LuaString.valueOf(key));
    }

    /** Sets a pair; a nil value removes it. The key is neither nil nor NaN. */
    public void set(LuaValue key, LuaValue value) {
        if (key instanceof LuaInteger integer) {
            set(integer.v, value);
        } else if (key == SpecialNumber.NEGATIVE_ZERO) {
            set(0, value);
        } else {
            put(key, value);
        }
    }

    /** Whether an assignment to a field is this table's own matter, since no metamethod has a say in it. */
    boolean isAssignedRaw() {
        Table meta = metatable;
        return meta == null || (meta.weak & NO_NEWINDEX) != 0 || meta.lacksNewIndex();
    }

    private boolean lacksNewIndex() {
        if (get(NEWINDEX) != NIL) {
            return false;
        }
        weak |= NO_NEWINDEX;
        return true;
    }

    /** Sets the value under a string key. */
    void set(LuaString key, LuaValue value) {
        LuaValue[] all = keys;
        if (weak == 0 && all.length > 0) {
            int mask = all.length - 1;
            int at = (key.hashCode() * 0x9E3779B9) >>> shift;
            for (int probes = 0; probes < 8; probes++) {
                LuaValue k = all[at];
                if (k == key || k instanceof LuaString s && same(s, key)) {
                    values[at] = value;
                    return;
                }
                if (k == null) {
                    if (value != NIL && (taken + 1) * 4 <= all.length * 3) {
                        all[at] = key;
                        values[at] = value;
                        taken++;
                        return;
                    }
                    break;
                }
                at = (at + 1) & mask;
            }
        }
        put(key, value);
    }

    /** Sets the value under an integer key. */
    @Override
    public void set(int key, LuaValue value) {
        int index = key - 1;
        if (index >= 0 && index < size) {
            array[index] = weak == 0 ? value : weakly(value, WEAK_VALUES);
            if (value == NIL && index == size - 1) {
                shrink();
            }
        } else if (index == size && value != NIL && append(value)) {
            if (taken > 0) {
                migrate();
            }
        } else {
            put(LuaInteger.valueOf(key), value);
        }
    }

    /** Sets the value under the name. */
    @Override
    public void set(String key, LuaValue value) {
        put(LuaString.valueOf(key), value);
    }

    private void shrink() {
        int n = size;
        while (n > 0 && array[n - 1] == NIL) {
            n--;
        }
        size = n;
    }

    /** Appends, unless the array is mostly holes: then what is left of it moves to the hash and the answer is no. */
    private boolean append(LuaValue value) {
        if (size == array.length) {
            if (size >= 64) {
                int present = 0;
                for (int i = 0; i < size; i++) {
                    present += array[i] == NIL ? 0 : 1;
                }
                if (present < size / 4) {
                    // First the room, which may be refused; then nothing is lost on the way.
                    rebuild(present);
                    LuaValue[] old = array;
                    int n = size;
                    array = EMPTY;
                    size = 0;
                    for (int i = 0; i < n; i++) {
                        if (old[i] != NIL) {
                            put(LuaInteger.valueOf(i + 1), old[i]);
                        }
                    }
                    return false;
                }
            }
            int room = more(size);
            account(room, 4L * room);
            array = Arrays.copyOf(array, room);
        }
        array[size++] = weak == 0 ? value : weakly(value, WEAK_VALUES);
        return true;
    }

    private void migrate() {
        for (; ; ) {
            int at = find(LuaInteger.valueOf(size + 1));
            if (at < 0 || values[at] == NIL) {
                return;
            }
            LuaValue value = strong(values[at]);
            ownValues();
            values[at] = NIL;
            if (value == NIL) {
                return;
            }
            int index = size + 1;
            if (!append(value)) {
                // There is no array any more that it could be a part of.
                put(LuaInteger.valueOf(index), value);
                return;
            }
        }
    }

    private void put(LuaValue key, LuaValue value) {
        int at = find(key);
        if (at >= 0) {
            if (weak == 0) {
                values[at] = value;
            } else {
                ownValues();
                values[at] = weakly(value, WEAK_VALUES);
            }
            return;
        }
        if (value == NIL) {
            return;
        }
        if ((taken + 1) * 4 > keys.length * 3) {
            rebuild(0);
            if (key instanceof LuaInteger integer && integer.v == size + 1) {
                set(integer.v, value);
                return;
            }
        }
        insert(weak == 0 ? key : weakly(key, WEAK_KEYS), weak == 0 ? value : weakly(value, WEAK_VALUES));
    }

    private void insert(LuaValue key, LuaValue value) {
        if (weak != 0) {
            ownKeys();
            ownValues();
        }
        int mask = keys.length - 1;
        int at = (key.hashCode() * 0x9E3779B9) >>> shift;
        while (keys[at] != null) {
            at = (at + 1) & mask;
        }
        keys[at] = key;
        values[at] = value;
        taken++;
    }

    private void rebuild(int more) {
        LuaValue[] oldKeys = keys;
        LuaValue[] oldValues = values;
        int live = more;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null && strong(oldValues[i]) != NIL && strong(oldKeys[i]) != NIL) {
                live++;
            }
        }
        // Room for as many again as are removed and added before the next time.
        allocate(live + live / 2 + 1);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null && strong(oldValues[i]) != NIL && strong(oldKeys[i]) != NIL) {
                insert(oldKeys[i], oldValues[i]);
            }
        }
    }

    private void allocate(int fields) {
        int capacity = 4;
        while (fields * 4L > capacity * 3L) {
            capacity <<= 1;
        }
        account(capacity, 8L * capacity);
        keys = new LuaValue[capacity];
        values = new LuaValue[capacity];
        weak &= ~(SHARED_KEYS | SHARED_VALUES);
        shift = (byte) (Integer.numberOfLeadingZeros(capacity) + 1);
        taken = 0;
    }

    private int find(LuaValue key) {
        LuaValue[] all = keys;
        if (all.length == 0) {
            return -1;
        }
        int mask = all.length - 1;
        int at = (key.hashCode() * 0x9E3779B9) >>> shift;
        for (int probes = 0; ; probes++) {
            LuaValue k = all[at];
            if (k == null
                    || k == key
                    || k instanceof LuaString s && key instanceof LuaString t && same(s, t)
                    || k instanceof LuaInteger m && key instanceof LuaInteger n && m.v == n.v
                    || k instanceof LuaDouble d && key instanceof LuaDouble e && d.todouble() == e.todouble()
                    || k instanceof Weak w && w.value() == key) {
                if (probes > MANY_PROBES) {
                    LuaState.account(probes, 0);
                }
                return k == null ? -1 : at;
            }
            at = (at + 1) & mask;
        }
    }

    private LuaValue strong(LuaValue value) {
        return weak != 0 && value instanceof Weak w ? w.value() : value;
    }

    private LuaValue weakly(LuaValue value, int side) {
        return (weak & side) != 0
                        && value.type() >= TTABLE
                        && !(value instanceof Builtin)
                        && !(value instanceof LuaBoolean)
                ? new Weak(value)
                : value;
    }

    /** A border: an n with a value at n and none at n + 1. */
    @Override
    public int length() {
        if (weak != 0) {
            int n = size;
            while (n > 0 && strong(array[n - 1]) == NIL) {
                array[--n] = NIL;
            }
            size = n;
        }
        if (size > 0 || taken == 0 || get(1) == NIL) {
            return size;
        }
        // Doubles until there is no value, then halves the distance.
        int present = 1;
        int absent = 2;
        while (get(absent) != NIL) {
            present = absent;
            if (absent > Integer.MAX_VALUE / 2) {
                return present;
            }
            absent *= 2;
        }
        while (absent - present > 1) {
            int middle = (present + absent) >>> 1;
            if (get(middle) == NIL) {
                absent = middle;
            } else {
                present = middle;
            }
        }
        return present;
    }

    /**
     * The place of the pair after the one at this place.
     *
     * @param place where the traversal is; -1 at its start
     * @return the next place, or -1 after the last pair
     */
    public int next(int place) {
        int at = place + 1;
        for (; at < size; at++) {
            if (strong(array[at]) != NIL) {
                return at;
            }
        }
        // Places of the hash come after those of the whole array, so that a shrinking sequence doesn't move them.
        int first = array.length;
        for (int i = Math.max(at - first, 0); i < keys.length; i++) {
            if (keys[i] != null && strong(values[i]) != NIL && strong(keys[i]) != NIL) {
                return first + i;
            }
        }
        return -1;
    }

    /** How many places lie between one and the {@link #next(int) next}. */
    public int distance(int place, int next) {
        return (next < 0 ? array.length + keys.length : next) - place;
    }

    /** The place of a key: -1 for nil, -2 if it never was a key here. */
    public int place(LuaValue key) {
        if (key == NIL) {
            return -1;
        }
        LuaValue k = key == SpecialNumber.NEGATIVE_ZERO ? ZERO : key;
        int index = k instanceof LuaInteger integer ? integer.v - 1 : -1;
        if (index >= 0 && index < size) {
            return index;
        }
        int at = find(k);
        if (at >= 0) {
            return array.length + at;
        }
        // Not in use any more, but it was when the traversal came by.
        return index >= 0 && index < array.length ? index : -2;
    }

    /** The key at a place that {@link #next(int)} gave. */
    public LuaValue key(int place) {
        return place < array.length ? LuaInteger.valueOf(place + 1) : strong(keys[place - array.length]);
    }

    /** The value at a place that {@link #next(int)} gave. */
    public LuaValue value(int place) {
        return strong(place < array.length ? array[place] : values[place - array.length]);
    }

    /**
     * Moves the elements from a position on by one towards the end, and puts a value there; all in 1 to n + 1.
     *
     * @return false if they don't all lie in the array: then nothing is done
     */
    public boolean insert(int position, int n, LuaValue value) {
        if (n != size || position > size || weak != 0 || value == NIL || !append(value)) {
            return false;
        }
        System.arraycopy(array, position - 1, array, position, n - position + 1);
        array[position - 1] = value;
        if (taken > 0) {
            migrate();
        }
        return true;
    }

    /**
     * Moves the elements after a position by one towards it, over it; all in 1 to n.
     *
     * @return false if they don't all lie in the array: then nothing is done
     */
    public boolean remove(int position, int n) {
        if (n != size || position < 1 || position > size) {
            return false;
        }
        System.arraycopy(array, position, array, position - 1, n - position);
        array[n - 1] = NIL;
        shrink();
        return true;
    }

    /** Stores values from an index on. */
    void store(int first, LuaValue[] from, int offset, int count) {
        int i = 0;
        if (first == size + 1 && weak == 0) {
            if (array.length < size + count) {
                int room = array.length == 0 ? count : Math.max(size + count, more(array.length));
                account(room, 4L * room);
                array = Arrays.copyOf(array, room);
            }
            LuaValue[] to = array;
            int at = size;
            for (LuaValue value; i < count && (value = from[offset + i]) != NIL; i++) {
                to[at++] = value;
            }
            size = at;
            if (taken > 0) {
                migrate();
            }
        }
        for (; i < count; i++) {
            set(first + i, from[offset + i]);
        }
    }

    /** Tells a walk what it holds. */
    void hold(Walk walk) {
        walk.add(56 + 4L * array.length + 8L * keys.length + (keys.length > 0 ? 32 : 0));
        walk.add(metatable);
        LuaValue last = null;
        for (int i = 0; i < size; i++) {
            // Many elements in a row are often one and the same object, a number say.
            if (array[i] != last) {
                last = array[i];
                walk.add(last);
            }
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != null) {
                walk.add(keys[i]);
                walk.add(values[i]);
            }
        }
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int type() {
        return TTABLE;
    }

    @Override
    public String typename() {
        return "table";
    }

    @Override
    public boolean istable() {
        return true;
    }
}
