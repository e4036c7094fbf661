// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** No living VM has the id that was asked for, or the VM that was asked has been closed or lost. */
public class VmNotFoundException extends VmManagerException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public VmNotFoundException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public VmNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
