// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bioxen.api.vm.OutputListener;
import org.bioxen.api.vm.StandardStream;

/**
 * The standard streams of the process, as bytes. {@code System.out} would hide that its reader is gone, and would encode text as
 * the locale says: a script's bytes leave as they are, the platform's own words as UTF-8.
 */
final class Console implements OutputListener {
    private final InputStream in;
    private final OutputStream out;
    private final OutputStream err;
    private volatile boolean outputClosed;

    Console(InputStream in, OutputStream out, OutputStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** The streams of this process. */
    static Console ofProcess() {
        // Not System.in: where Gogo runs, that leads to the input of the command that reads, which would be itself.
        return new Console(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    OutputStream err() {
        return err;
    }

    /** Whether standard output was found closed by its reader. */
    boolean outputClosed() {
        return outputClosed;
    }

    /** Passes a script's output on at once. */
    @Override
    public void output(StandardStream stream, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        write(stream, copy);
    }

    /** Prints text and a line end on standard output; that nobody reads it is remembered, and no error. */
    void print(String line) {
        try {
            write(StandardStream.STDOUT, (line + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (OutputClosedException known) {
            // The exit code says it.
        }
    }

    /** Prints a line of the platform's own on standard error. */
    void complain(String message) {
        write(StandardStream.STDERR, ("bioxen: " + message + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /** Prints text as it is on standard error. */
    void printError(String text) {
        write(StandardStream.STDERR, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(StandardStream stream, byte[] bytes) {
        try {
            if (stream == StandardStream.STDOUT) {
                out.write(bytes);
                out.flush();
            } else {
                err.write(bytes);
                err.flush();
            }
        } catch (IOException closed) {
            // Without standard error a script goes on, as in lua; without standard output there is nothing to go on
            // for.
            if (stream == StandardStream.STDOUT) {
                outputClosed = true;
                throw new OutputClosedException(closed);
            }
        }
    }

    /** Nobody reads standard output. */
    static final class OutputClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutputClosedException(IOException cause) {
            super("standard output is closed", cause);
        }
    }
}
