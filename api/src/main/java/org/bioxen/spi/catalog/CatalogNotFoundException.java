// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

/** The catalog is well and does not have it. */
public final class CatalogNotFoundException extends CatalogException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public CatalogNotFoundException(String message) {
        super(message);
    }
}
