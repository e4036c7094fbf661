// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/** Something about packages, environments or catalogs could not be done; nothing has been changed unless a subclass says so. */
public class CuratorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public CuratorException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public CuratorException(String message, Throwable cause) {
        super(message, cause);
    }
}
