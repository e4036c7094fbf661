// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

/** Where a script's output went. */
public enum StandardStream {
    /** {@code print}, {@code io.write}, {@code io.stdout}, and the echo of returned values. */
    STDOUT,
    /** {@code io.stderr}. */
    STDERR
}
