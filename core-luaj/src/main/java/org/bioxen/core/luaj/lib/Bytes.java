// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.util.Arrays;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Operators;
import org.luaj.vm2.LuaString;

/** A string that is being built, byte by byte. */
final class Bytes {
    private static final int HELD = 1024;
    private static final int LARGE = 1 << 20;

    private final Coroutine co;
    private byte[] bytes;
    private int size;

    Bytes(Coroutine co, int expected) {
        this.co = co;
        this.bytes = co.vm().bytes(co, Math.max(expected, 16));
        hold(bytes.length);
    }

    private void room(int more) {
        long needed = (long) size + more;
        if (needed > bytes.length) {
            if (needed > Operators.MAX_STRING) {
                throw co.error("resulting string too large");
            }
            // What is large grows more slowly: old and new one are held together for a while.
            long wanted = bytes.length + (bytes.length < LARGE ? bytes.length : bytes.length / 4L);
            int capacity = (int) Math.min(Operators.MAX_STRING, Math.max(needed, wanted));
            byte[] larger = co.vm().bytes(co, capacity);
            System.arraycopy(bytes, 0, larger, 0, size);
            hold(capacity - bytes.length);
            bytes = larger;
        }
    }

    /** Counts large buffers as held by the running function: it may call another before it is done. */
    private void hold(int more) {
        if (bytes.length >= HELD) {
            co.hold(more);
        }
    }

    Bytes add(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    Bytes add(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
        return this;
    }

    Bytes add(LuaString text) {
        return add(text.m_bytes, text.m_offset, text.m_length);
    }

    /** Adds text of which every character is one byte. */
    Bytes add(String latin) {
        int n = latin.length();
        room(n);
        for (int i = 0; i < n; i++) {
            bytes[size++] = (byte) latin.charAt(i);
        }
        return this;
    }

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    byte[] toByteArray() {
        co.vm().reserve(size);
        return Arrays.copyOf(bytes, size);
    }

    /** What was added. Nothing is added after it. */
    LuaString toLuaString() {
        if (size > HELD && size >= bytes.length / 4 * 3) {
            return LuaString.valueUsing(bytes, 0, size);
        }
        co.vm().charge(size >> 4);
        co.vm().reserve(size);
        return LuaString.valueOf(bytes, 0, size);
    }
}
