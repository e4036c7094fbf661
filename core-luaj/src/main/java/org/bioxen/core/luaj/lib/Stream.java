// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.IOException;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What is behind a file handle. Buffers nothing that it is given to write, unless it says so. */
abstract class Stream {
    /** Reads at least one byte; -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        throw new IOException("Bad file descriptor");
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        throw new IOException("Bad file descriptor");
    }

    void flush() throws IOException {}

    /** Moves to a position, counted from the beginning. */
    void position(long position) throws IOException {
        throw new IOException("Illegal seek");
    }

    long position() throws IOException {
        throw new IOException("Illegal seek");
    }

    long size() throws IOException {
        throw new IOException("Illegal seek");
    }

    /** Sets how much is gathered before it is written; 0 for nothing. */
    void buffer(int bytes, boolean untilNewline) {}

    /** Closes it and says what the script's {@code close} returns. */
    Varargs close() throws IOException {
        return LuaValue.TRUE;
    }

    /** Closes it, whatever happens, without waiting. */
    abstract void abandon();
}
