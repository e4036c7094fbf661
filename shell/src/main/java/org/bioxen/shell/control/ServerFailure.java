// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.control;

/** What was asked for does not come to pass; the message says why in one line. */
final class ServerFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ServerFailure(String message) {
        super(message);
    }
}
