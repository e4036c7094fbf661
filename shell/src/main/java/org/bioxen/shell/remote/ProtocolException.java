// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.remote;

import java.io.IOException;

/** The other end sends what it must not. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was sent, in one line
     */
    public ProtocolException(String message) {
        super(message);
    }
}
