// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** A queue is full: the caller is faster than the VM. Wait for results before submitting more. */
public class TooManyPendingException extends VmManagerException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public TooManyPendingException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public TooManyPendingException(String message, Throwable cause) {
        super(message, cause);
    }
}
