// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging.noisy;

/** An exception of the bundle's own. */
final class NoisyException extends Exception {
    private static final long serialVersionUID = 1L;

    NoisyException(String message, Throwable cause) {
        super(message, cause);
    }
}
