// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.verb;

import java.util.function.Supplier;
import org.bioxen.api.vm.LuaExecutionException;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.shell.cli.ExitCode;

/** A command could not do what was asked. Its text, which is what Gogo prints, is the one line that says why. */
public final class CommandFailure extends LuaVmException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** The platform could not do it. */
    public CommandFailure(String message) {
        super(message);
        exitCode = ExitCode.PLATFORM_ERROR;
    }

    /** The platform could not do it. */
    public CommandFailure(String message, Throwable cause) {
        this(message, cause, ExitCode.PLATFORM_ERROR);
    }

    /** It could not be done, and a process ends with this exit code by it. */
    public CommandFailure(String message, Throwable cause, int exitCode) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The exit code of a process that ends by it. */
    public int exitCode() {
        return exitCode;
    }

    /** Calls the platform; what it refuses becomes a failure of the command, that of a script stays one. */
    public static <T> T attempt(Supplier<T> call) {
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
