// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import org.luaj.vm2.LuaString;

/** Chunk names as messages show them. Source: Lua 5.2 manual, {@code lua_Debug.short_src}. */
public final class ChunkNames {
    private static final int LIMIT = 59;

    private ChunkNames() {}

    /** The shown form of a chunk name: {@code =name} and {@code @file} without their mark, source text in brackets. */
    public static String shown(LuaString source) {
        // C takes it up to its first zero byte.
        int zero = source.indexOf((byte) 0, 0);
        return shown((zero < 0 ? source : source.substring(0, zero)).tojstring());
    }

    /** The shown form of a chunk name. */
    public static String shown(String source) {
        if (source.startsWith("=")) {
            return source.length() <= LIMIT ? source.substring(1) : source.substring(1, LIMIT + 1);
        }
        if (source.startsWith("@")) {
            return source.length() <= LIMIT + 1
                    ? source.substring(1)
                    : "..." + source.substring(source.length() - LIMIT + 3);
        }
        int line = source.indexOf('\n');
        String first = line < 0 ? source : source.substring(0, line);
        int room = LIMIT - "[string \"...\"]".length();
        if (line < 0 && first.length() <= room) {
            return "[string \"" + first + "\"]";
        }
        return "[string \"" + (first.length() > room ? first.substring(0, room) : first) + "...\"]";
    }
}
