// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** No backend can keep what a spec asks; the message names each backend and why not. */
public class PolicyNotEnforceableException extends VmManagerException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public PolicyNotEnforceableException(String message) {
        super(message);
    }

    /** With a message of one line and what caused it. */
    public PolicyNotEnforceableException(String message, Throwable cause) {
        super(message, cause);
    }
}
