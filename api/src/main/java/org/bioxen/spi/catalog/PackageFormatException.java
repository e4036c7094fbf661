// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

/** An artifact is not of the format that its catalog says. */
public final class PackageFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message of one line: which file, what was found. */
    public PackageFormatException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public PackageFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
