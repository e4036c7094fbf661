// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Streams as a page: what a script prints goes to one, everything else to the other. Not thread-safe. */
final class StreamPage implements Page {
    private final OutputStream out;
    private final OutputStream err;
    private volatile boolean closed;

    StreamPage(OutputStream out, OutputStream err) {
        this.out = out;
        this.err = err;
    }

    /** Whether nobody reads the output any more. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void output(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException nobodyReads) {
            closed = true;
        }
    }

    @Override
    public void error(byte[] bytes) {
        try {
            err.write(bytes);
            err.flush();
        } catch (IOException nobodyReads) {
            // As in lua: the script goes on.
        }
    }

    /** Shows nothing: what follows is the answer, and who wants to see the question reads a terminal. */
    @Override
    public void input(byte[] bytes, boolean begun) {}

    @Override
    public void note(String line) {
        error(("note: " + line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
