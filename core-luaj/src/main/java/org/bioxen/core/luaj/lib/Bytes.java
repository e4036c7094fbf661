// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.util.Arrays;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Operators;
import org.luaj.vm2.LuaString;

/** A string that is being built, byte by byte. */
final class Bytes {
    private final Coroutine co;
    private byte[] bytes;
    private int size;

    Bytes(Coroutine co, int expected) {
        this.co = co;
        this.bytes = new byte[Math.max(expected, 16)];
    }

    private void room(int more) {
        long needed = (long) size + more;
        if (needed > bytes.length) {
            if (needed > Operators.MAX_STRING) {
                throw co.error("resulting string too large");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Operators.MAX_STRING, Math.max(needed, bytes.length * 2L)));
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

    LuaString toLuaString() {
        return LuaString.valueOf(bytes, 0, size);
    }
}
