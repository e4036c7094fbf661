// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import org.bioxen.api.vm.Script;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Prototype;

/**
 * What scripts were compiled to, for all VMs of a backend: a prototype belongs to no VM and is never changed. Found by chunk
 * name and the whole source, so that no script is ever taken for another. Only what the host gives to run or to {@code require}
 * is kept, not what scripts {@code load}: they can neither crowd it out nor learn from it what ran elsewhere. Bounded; what was
 * not used of late goes first. Thread-safe; no lock is held while source is compiled, nor to find
 * what is here.
 */
public final class PrototypeCache {
    /** Longer sources are compiled each time. */
    static final int MAX_SOURCE_BYTES = 256 << 10;

    /** So many bytes of source are kept in all; what they compile to takes a few times as many. */
    static final int MAX_TOTAL_BYTES = 2 << 20;

    /** Keeps nothing. */
    static final PrototypeCache NONE = new PrototypeCache();

    static {
        NONE.close();
    }

    /** What an entry counts beside its source. */
    private static final int ENTRY_BYTES = 512;

    private final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();

    private final Object lock = new Object();
    /** Guarded by lock: all entries, in the order in which they are looked at when there is no room. */
    private final ArrayDeque<Entry> clock = new ArrayDeque<>();
    /** Guarded by lock. */
    private int total;
    /** Guarded by lock. */
    private boolean closed;

    /** An empty cache. */
    public PrototypeCache() {}

    /** Chunk name and source; compared in full. */
    private static final class Key {
        private final String chunkName;
        private final ByteBuffer source;
        private final int hash;

        private Key(String chunkName, ByteBuffer source) {
            this.chunkName = chunkName;
            this.source = source;
            this.hash = hash(source) * 31 + chunkName.hashCode();
        }

        private static int hash(ByteBuffer source) {
            int length = source.limit();
            long h = length;
            int at = 0;
            for (; at <= length - 8; at += 8) {
                h = (h ^ source.getLong(at)) * 0x9E3779B97F4A7C15L;
                h ^= h >>> 32;
            }
            for (; at < length; at++) {
                h = (h ^ source.get(at)) * 0x9E3779B97F4A7C15L;
                h ^= h >>> 32;
            }
            return (int) h;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && hash == key.hash
                    && chunkName.equals(key.chunkName)
                    && source.equals(key.source);
        }
    }

    private static final class Entry {
        private final Key key;
        private final Prototype prototype;
        /** Used since it was last looked at. Racy: a use that is missed costs a compilation, no more. */
        private boolean used;

        private Entry(Key key, Prototype prototype) {
            this.key = key;
            this.prototype = prototype;
        }

        private int bytes() {
            return key.source.limit() + ENTRY_BYTES;
        }
    }

    /**
     * The prototype of a script, compiled if it is not here.
     *
     * @param vm whose evaluation may end while it compiles
     * @throws ScriptError if it is no valid source; that is not remembered
     */
    public Prototype compile(LuaState vm, Script script) {
        if (script.length() > MAX_SOURCE_BYTES) {
            return compileAnew(vm, script);
        }
        Key key = new Key(script.chunkName(), script.source());
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = new Entry(key, compileAnew(vm, script));
            keep(entry);
        } else if (!entry.used) {
            entry.used = true;
        }
        return entry.prototype;
    }

    private static Prototype compileAnew(LuaState vm, Script script) {
        byte[] source = new byte[script.length()];
        script.source().get(source);
        return Compiler.compile(vm, source, LuaString.valueOf(script.chunkName()));
    }

    private void keep(Entry entry) {
        synchronized (lock) {
            if (closed || entries.putIfAbsent(entry.key, entry) != null) {
                return;
            }
            total += entry.bytes();
            while (total > MAX_TOTAL_BYTES) {
                Entry oldest = clock.poll();
                if (oldest.used) {
                    oldest.used = false;
                    clock.add(oldest);
                } else {
                    entries.remove(oldest.key);
                    total -= oldest.bytes();
                }
            }
            clock.add(entry);
        }
    }

    /** How many prototypes are kept. */
    int size() {
        return entries.size();
    }

    /** Forgets all, and keeps nothing any more; it still compiles. */
    public void close() {
        synchronized (lock) {
            closed = true;
            entries.clear();
            clock.clear();
            total = 0;
        }
    }
}
