// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What host and interpreter say to each other, one at a time: a kind and what belongs to it. On the wire: the length of the
 * payload as four bytes, the highest first, the kind as one byte, the payload.
 *
 * @param kind one of the constants
 * @param payload as the kind demands; not copied
 */
record Frame(byte kind, byte[] payload) {
    /** The version of the protocol, in the first byte of the hello. */
    static final int PROTOCOL = 3;

    /** The longest payload that either side takes. */
    static final int MAX_PAYLOAD = 64 << 20;

    static final int HEADER = 5;

    /** From the host: run a chunk. */
    static final byte EVALUATE = 'V';
    /** From the host: bytes of standard input, none at its end. */
    static final byte INPUT = 'i';
    /** From the host: standard input failed. */
    static final byte INPUT_FAILED = 'f';
    /** From the host: a module. */
    static final byte MODULE = 'm';
    /** From the host: there is no such module. */
    static final byte NO_MODULE = 'n';
    /** From the host: the search for the module failed. */
    static final byte MODULE_FAILED = 'x';

    /** From the host: a child process may start. */
    static final byte GO_ON = 'b';

    /** From the host: that file may be opened, by this path. */
    static final byte OPEN = 'p';
    /** From the host: that file is closed to the script. */
    static final byte REFUSED = 'q';

    /** From the host, instead of an answer: the script is being stopped. */
    static final byte STOPPED = 'k';
    /** From the host: a signal was sent; wait until it has come. */
    static final byte AWAIT_SIGNAL = 's';

    /** From the host: complete a name. */
    static final byte COMPLETE = 'c';

    /** From the host: say hello again. */
    static final byte PING = 'h';

    /** From the interpreter: ready. */
    static final byte HELLO = 'H';
    /** From the interpreter: bytes of standard output. */
    static final byte STDOUT = 'O';
    /** From the interpreter: bytes of standard error. */
    static final byte STDERR = 'E';
    /** From the interpreter: a child process is to start. */
    static final byte CHILD_STARTS = 'B';
    /** From the interpreter: a child process has ended. */
    static final byte CHILD_ENDED = 'D';
    /** From the interpreter: more standard input is wanted. */
    static final byte INPUT_WANTED = 'I';
    /** From the interpreter: a module is wanted. */
    static final byte MODULE_WANTED = 'M';
    /** From the interpreter: a script wants to use a file. */
    static final byte FILE_WANTED = 'P';
    /** From the interpreter: the chunk has returned. */
    static final byte RESULT = 'R';
    /** From the interpreter: the chunk did not compile, or raised an error. */
    static final byte FAILED = 'F';
    /** From the interpreter: names that complete another. */
    static final byte NAMES = 'C';
    /** From the interpreter: a signal has come, and the next may. */
    static final byte ARMED = 'A';
    /** From the interpreter: the script ends its process. */
    static final byte EXIT = 'X';

    /**
     * Reads the next frame.
     *
     * @throws EOFException if the other side is gone, in the middle of a frame or not
     * @throws CorruptFrameException if this is no frame
     */
    static Frame read(InputStream in) throws IOException {
        byte[] header = new byte[HEADER];
        if (in.readNBytes(header, 0, HEADER) < HEADER) {
            throw new EOFException();
        }
        long length = (header[0] & 0xFFL) << 24 | (header[1] & 0xFF) << 16 | (header[2] & 0xFF) << 8 | header[3] & 0xFF;
        if (length > MAX_PAYLOAD) {
            throw new CorruptFrameException("a frame of " + length + " bytes");
        }
        // Grows as the bytes come: a length that lies costs nothing.
        byte[] payload = in.readNBytes((int) length);
        if (payload.length < length) {
            throw new EOFException();
        }
        return new Frame(header[4], payload);
    }
}
