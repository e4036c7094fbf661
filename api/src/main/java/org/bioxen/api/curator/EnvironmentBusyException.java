// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/** The environment is being changed by somebody else, who did not end in time; the message says who. */
public class EnvironmentBusyException extends CuratorException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public EnvironmentBusyException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public EnvironmentBusyException(String message, Throwable cause) {
        super(message, cause);
    }
}
