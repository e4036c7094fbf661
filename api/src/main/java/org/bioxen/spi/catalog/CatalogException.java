// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

/**
 * A catalog could not answer. Which subclass it is decides what the platform does: only after {@link CatalogNotFoundException} is
 * the next catalog asked, since any other failure may hide that this one has the package.
 */
public abstract class CatalogException extends Exception {
    private static final long serialVersionUID = 1L;

    CatalogException(String message) {
        super(message);
    }

    CatalogException(String message, Throwable cause) {
        super(message, cause);
    }
}
