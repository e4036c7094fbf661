// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;

/** What came from the interpreter is not what the protocol says; the message names what came. */
final class CorruptFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptFrameException(String what) {
        super(what);
    }
}
