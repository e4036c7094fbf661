// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** Root of what this platform throws: a caller's mistake or a fault of the platform, never a script's failure. */
public class LuaVmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public LuaVmException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public LuaVmException(String message, Throwable cause) {
        super(message, cause);
    }
}
