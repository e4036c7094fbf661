// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/** There is an environment of this name already. */
public class EnvironmentAlreadyExistsException extends CuratorException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public EnvironmentAlreadyExistsException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public EnvironmentAlreadyExistsException(String message, Throwable cause) {
        super(message, cause);
    }
}
