// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

/** A client could not attach, or asked for what its attachment does not allow: it is detached, or only observes. */
public class AttachException extends InteractiveSessionException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public AttachException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public AttachException(String message, Throwable cause) {
        super(message, cause);
    }
}
