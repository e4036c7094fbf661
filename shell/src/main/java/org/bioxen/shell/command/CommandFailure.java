// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

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

    @Override
    public String toString() {
        return getMessage();
    }
}
