// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.LuaFrame;
import org.bioxen.core.luaj.vm.Coroutine;
import org.bioxen.core.luaj.vm.Function;
import org.bioxen.core.luaj.vm.LuaState;
import org.bioxen.core.luaj.vm.Numbers;
import org.bioxen.core.luaj.vm.ScriptError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Errors that no script caught, as the platform reports them. */
final class Errors {
    /** A traceback ends after so many calls. */
    static final int MAX_FRAMES = 50;

    private Errors() {}

    static LuaError of(LuaState vm, ScriptError error, List<LuaFrame> traceback) {
        String message = message(vm, error.value());
        Position position = Position.of(message);
        return new LuaError(
                message, new ResultValues(vm).one(error.value()), position.chunk(), position.line(), traceback);
    }

    /** As {@code lua} reports an error value; may run a {@code __tostring} of the script. */
    static String message(LuaState vm, LuaValue value) {
        LuaString text = Numbers.toLuaString(value);
        Coroutine co = vm.main();
        if (text == null && vm.metamethod(value, LuaValue.TOSTRING) instanceof Function handler) {
            try {
                text = Numbers.toLuaString(co.handle(handler, value).arg1());
            } catch (ScriptError | StackOverflowError failed) {
                text = null;
            }
        }
        return text != null ? text.tojstring() : "(error object is a " + value.typename() + " value)";
    }

    /** The {@code chunk:line:} that a message begins with. */
    private record Position(Optional<String> chunk, OptionalInt line) {
        private static final Position NONE = new Position(Optional.empty(), OptionalInt.empty());

        private static Position of(String message) {
            int from = message.startsWith("[string \"") ? Math.max(message.indexOf("\"]:"), 0) : 0;
            for (int colon = message.indexOf(':', from); colon > 0; colon = message.indexOf(':', colon + 1)) {
                int at = colon + 1;
                int line = 0;
                while (at < message.length() && Character.isDigit(message.charAt(at)) && line < 100_000_000) {
                    line = line * 10 + message.charAt(at++) - '0';
                }
                if (at > colon + 1 && at < message.length() && message.charAt(at) == ':') {
                    return new Position(Optional.of(message.substring(0, colon)), OptionalInt.of(line));
                }
            }
            return NONE;
        }
    }
}
