// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

/** No living session has the id that was asked for, or the session that was asked has ended. */
public class SessionNotFoundException extends InteractiveSessionException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public SessionNotFoundException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public SessionNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
