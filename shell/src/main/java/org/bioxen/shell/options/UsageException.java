// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

/** The arguments are wrong. The message is one line for the person who typed them. */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line: what was given, what was expected. */
    public UsageException(String message) {
        super(message);
    }

    /** The message alone: this is what an interactive shell prints. */
    @Override
    public String toString() {
        return getMessage();
    }
}
