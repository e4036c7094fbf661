// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/** There is no catalog of this name. */
public class RepositoryNotFoundException extends CuratorException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public RepositoryNotFoundException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public RepositoryNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
