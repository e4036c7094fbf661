// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

/** The container cannot do its work; the message is one line for the person at the terminal. */
final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
