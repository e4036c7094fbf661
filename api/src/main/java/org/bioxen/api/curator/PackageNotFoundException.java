// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/** No catalog has the package, or the environment does not. */
public class PackageNotFoundException extends CuratorException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public PackageNotFoundException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public PackageNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
