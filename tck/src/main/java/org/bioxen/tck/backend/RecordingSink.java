// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.spi.backend.OutputSink;

/** Keeps what an evaluation writes, lets tests wait for it, and notes what the contract of the sink forbids. */
final class RecordingSink implements OutputSink {
    private final long accepted;
    private final AtomicReference<Thread> inside = new AtomicReference<>();

    // Guarded by this.
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final StringBuilder transcript = new StringBuilder();
    private final List<String> violations = new ArrayList<>();
    private StandardStream last = StandardStream.STDOUT;
    private boolean evaluationEnded;

    /** Refuses output beyond this many bytes. */
    RecordingSink(long accepted) {
        this.accepted = accepted;
    }

    @Override
    public boolean write(StandardStream stream, byte[] bytes, int offset, int length) {
        Thread other = inside.getAndSet(Thread.currentThread());
        try {
            return record(stream, bytes, offset, length, other);
        } finally {
            inside.set(null);
        }
    }

    private synchronized boolean record(StandardStream stream, byte[] bytes, int offset, int length, Thread other) {
        if (other != null) {
            violations.add("the sink was called by " + Thread.currentThread() + " while " + other + " was in it");
        }
        if (evaluationEnded) {
            violations.add("the sink was called after evaluate had returned, with " + length + " bytes");
        }
        if (stdout.size() + stderr.size() + length > accepted) {
            return false;
        }
        (stream == StandardStream.STDOUT ? stdout : stderr).write(bytes, offset, length);
        if (stream != last) {
            transcript.append(stream == StandardStream.STDERR ? "<err>" : "<out>");
            last = stream;
        }
        if (transcript.length() < 10_000) {
            transcript.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        }
        notifyAll();
        return true;
    }

    /** Waits until standard output contains the text. */
    synchronized void awaitStdout(String text, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!stdout.toString(StandardCharsets.UTF_8).contains(text)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("'" + text + "' did not reach the sink within " + atMost
                        + " while the script ran; it had: '" + stdout.toString(StandardCharsets.UTF_8) + "'");
            }
            wait(left);
        }
    }

    synchronized void evaluationEnded() {
        evaluationEnded = true;
    }

    synchronized byte[] stdout() {
        return stdout.toByteArray();
    }

    synchronized byte[] stderr() {
        return stderr.toByteArray();
    }

    /** Both streams in the order in which they came, with {@code <err>} and {@code <out>} where one follows the other. */
    synchronized String transcript() {
        return transcript.toString();
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}
