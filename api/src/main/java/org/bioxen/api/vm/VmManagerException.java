// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** A VM could not be made, found or used. */
public class VmManagerException extends LuaVmException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public VmManagerException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public VmManagerException(String message, Throwable cause) {
        super(message, cause);
    }
}
