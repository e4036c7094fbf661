// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

/** What the catalog gave is not what it said it would be, or makes no sense. */
public final class CatalogCorruptException extends CatalogException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line: what, where, what was found. */
    public CatalogCorruptException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public CatalogCorruptException(String message, Throwable cause) {
        super(message, cause);
    }
}
