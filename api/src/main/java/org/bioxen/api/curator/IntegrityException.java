// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/** Bytes are not what they should be: an artifact, an index or a file of the store. Nothing of it has been installed. */
public class IntegrityException extends CuratorException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public IntegrityException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public IntegrityException(String message, Throwable cause) {
        super(message, cause);
    }
}
