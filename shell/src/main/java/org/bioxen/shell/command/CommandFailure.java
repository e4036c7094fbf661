// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.function.Supplier;
import org.bioxen.api.vm.LuaExecutionException;
import org.bioxen.api.vm.LuaVmException;

/** A command could not do what was asked. Its text, which is what Gogo prints, is the one line that says why. */
final class CommandFailure extends LuaVmException {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Calls the platform; what it refuses becomes a failure of the command, that of a script stays one. */
    static <T> T attempt(Supplier<T> call) {
        try {
            return call.get();
        } catch (LuaExecutionException | CommandFailure told) {
            throw told;
        } catch (LuaVmException refused) {
            throw new CommandFailure(refused.getMessage(), refused);
        }
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
