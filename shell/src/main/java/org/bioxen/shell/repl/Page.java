// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

/** Where a {@link Transcript} is shown. Called by one thread at a time. */
interface Page {
    /** Shows what a script wrote, or what an input returned. */
    void output(byte[] bytes);

    /** Shows what a script wrote on standard error, or why an input failed. */
    void error(byte[] bytes);

    /**
     * Shows what somebody else sent.
     *
     * @param begun whether this goes on where the last such piece ended
     */
    void input(byte[] bytes, boolean begun);

    /** Shows a line of the platform's own. */
    void note(String line);
}
