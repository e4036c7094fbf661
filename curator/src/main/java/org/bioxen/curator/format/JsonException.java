// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.format;

/** A JSON document is not what it should be; the message says in one line which document, where, and what was found. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    JsonException(String message) {
        super(message);
    }

    JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
