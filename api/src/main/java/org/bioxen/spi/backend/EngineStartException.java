// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import org.bioxen.api.vm.LuaVmException;

/** An engine could not be started. The message is one line: what was asked, what was found, what to do. */
public class EngineStartException extends LuaVmException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public EngineStartException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public EngineStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
