// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

/** There is nothing to detach: the attachment is closed, or nobody controls the session. */
public class DetachException extends InteractiveSessionException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public DetachException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public DetachException(String message, Throwable cause) {
        super(message, cause);
    }
}
