// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

/** A catalog cannot be made of what is there; the message says in one line what is wrong where. */
public final class CatalogBuildException extends Exception {
    private static final long serialVersionUID = 1L;

    CatalogBuildException(String message) {
        super(message);
    }

    CatalogBuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
