// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** The backend that was needed is not there, did not come in time, or could not start an engine. */
public class BackendUnavailableException extends VmManagerException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public BackendUnavailableException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public BackendUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
