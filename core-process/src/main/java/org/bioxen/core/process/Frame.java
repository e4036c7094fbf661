// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

/**
 * What host and interpreter say to each other, one at a time: a kind and what belongs to it. On the wire: the length of the
 * payload as four bytes, the highest first, the kind as one byte, the payload.
 *
 * @param kind one of the constants
 * @param bytes hold what the kind demands; not copied
 * @param offset where that begins
 * @param length how long it is
 */
record Frame(byte kind, byte[] bytes, int offset, int length) {
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
}
