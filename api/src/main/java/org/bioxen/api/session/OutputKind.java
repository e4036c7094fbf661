// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

/** What a piece of a session's output log is. */
public enum OutputKind {
    /** {@code print}, {@code io.write}, {@code io.stdout}, and the values that an input returned, printed. */
    STDOUT,
    /** {@code io.stderr}. */
    STDERR,
    /** Why an input, or another script on the session's VM, failed: the message, and the traceback if there is one. */
    ERROR,
    /** What was sent, as it was begun or read by a script. Not part of {@link SessionOutput#text()}. */
    INPUT,
    /** What the session itself has to say, one line: the Lua state was reset, control was taken over, it ended. */
    NOTICE
}
