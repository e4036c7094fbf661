// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

/** The catalog does not let us in: credentials are missing, wrong or not enough. Trying again changes nothing. */
public final class CatalogUnauthorizedException extends CatalogException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line that names no secret. */
    public CatalogUnauthorizedException(String message) {
        super(message);
    }
}
