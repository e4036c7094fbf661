// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/** There is no environment of this name. */
public class EnvironmentNotFoundException extends CuratorException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public EnvironmentNotFoundException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public EnvironmentNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
