// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;

/** Lines of a stream in UTF-8. Used by one thread. */
interface Lines {
    /** The next line without its end; empty at the end of the stream, also if that cannot be read any more. */
    Optional<String> next() throws InterruptedException;

    /** Lines that are read by who asks for them: for streams that belong to their thread, as those of shell commands do. */
    static Lines direct(InputStream in) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return () -> read(reader);
    }

    /**
     * Lines that are read by a thread of their own, one ahead: who waits for a line can be interrupted, which a stream does not know.
     * The thread ends with the stream.
     */
    static Lines ahead(InputStream in) {
        Lines stream = direct(in);
        SynchronousQueue<Optional<String>> read = new SynchronousQueue<>();
        Thread thread = new Thread(() -> pass(stream, read), "lines for a session");
        thread.setDaemon(true);
        thread.start();
        return new Lines() {
            private boolean over;

            @Override
            public Optional<String> next() throws InterruptedException {
                Optional<String> line = over ? Optional.empty() : read.take();
                over = line.isEmpty();
                return line;
            }
        };
    }

    private static void pass(Lines stream, SynchronousQueue<Optional<String>> read) {
        try {
            Optional<String> line;
            do {
                line = stream.next();
                read.put(line);
            } while (line.isPresent());
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<String> read(BufferedReader reader) {
        try {
            return Optional.ofNullable(reader.readLine());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
