// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why an execution did not complete.
 *
 * @param message the whole message as Lua words it, position included ({@code exec:1: boom}), or the platform's own sentence
 *     where no Lua error was raised; one line unless the script made it longer
 * @param value the error value: what was given to {@code error}, with the position that Lua adds; nil if there is none
 * @param chunk name of the chunk that the message points to, as Lua prints it, if it points to one
 * @param line line in that chunk, from 1 on, if known
 * @param traceback the calls that were active, innermost first; empty if the engine has none to give
 */
public record LuaError(
        String message, LuaValue value, Optional<String> chunk, OptionalInt line, List<LuaFrame> traceback) {
    /** Copies the traceback. */
    public LuaError {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(chunk, "chunk");
        Objects.requireNonNull(line, "line");
        traceback = List.copyOf(traceback);
    }

    /** An error of the platform's own: a message, and nothing else. */
    public static LuaError of(String message) {
        return new LuaError(message, LuaValue.nil(), Optional.empty(), OptionalInt.empty(), List.of());
    }

    /** The traceback as {@code lua} prints it, heading included, lines ended by {@code \n}; empty if there is none. */
    public String tracebackText() {
        if (traceback.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("stack traceback:\n");
        traceback.forEach(frame -> text.append('\t').append(frame).append('\n'));
        return text.toString();
    }
}
