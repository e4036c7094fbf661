// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/** A catalog that may have what was asked for could not be asked, or broke off; another try may help. */
public class CatalogNotAvailableException extends CuratorException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public CatalogNotAvailableException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public CatalogNotAvailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
