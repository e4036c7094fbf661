// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * One active call in a traceback.
 *
 * @param source name of the chunk as Lua prints it, {@code [C]} for a function that is not written in Lua
 * @param line current line in it, from 1 on, if known
 * @param function what was called, as Lua words it: {@code main chunk}, {@code function 'compute'}, {@code function
 *     <report.lua:12>}
 */
public record LuaFrame(String source, OptionalInt line, String function) {
    /** Refuses {@code null}. */
    public LuaFrame {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(line, "line");
        Objects.requireNonNull(function, "function");
    }

    /** The frame as a line of Lua's own traceback, without indentation. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(source).append(':');
        line.ifPresent(n -> text.append(n).append(':'));
        if (!function.isEmpty()) {
            text.append(" in ").append(function);
        }
        return text.toString();
    }
}
