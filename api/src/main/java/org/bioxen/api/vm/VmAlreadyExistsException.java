// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** A living VM already has the id that was asked for. */
public class VmAlreadyExistsException extends VmManagerException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public VmAlreadyExistsException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public VmAlreadyExistsException(String message, Throwable cause) {
        super(message, cause);
    }
}
