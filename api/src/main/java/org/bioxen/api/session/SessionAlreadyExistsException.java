// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

/** A living session, or a VM without one, has the id already. */
public class SessionAlreadyExistsException extends InteractiveSessionException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public SessionAlreadyExistsException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public SessionAlreadyExistsException(String message, Throwable cause) {
        super(message, cause);
    }
}
