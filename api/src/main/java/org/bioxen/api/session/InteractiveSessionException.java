// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import org.bioxen.api.vm.LuaVmException;

/** A session could not do what it was asked. Root of the exceptions of this package. */
public class InteractiveSessionException extends LuaVmException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public InteractiveSessionException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public InteractiveSessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
