// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.OutputListener;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.spi.backend.OutputSink;

/** Takes the output of one execution: counts it, keeps its limit, retains its beginning, passes it on. Thread-safe. */
final class OutputRecorder implements OutputSink {
    private final OptionalLong limit;
    private final int retained;
    private final Optional<OutputListener> listener;
    private final Optional<Conversation.Part> part;
    private final LogSubject subject;

    private final Object lock = new Object();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream(); // guarded by lock
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream(); // guarded by lock
    private long written; // guarded by lock
    private boolean truncated; // guarded by lock
    private boolean limitReached; // guarded by lock
    private boolean closed; // guarded by lock
    private RuntimeException listenerFailure; // guarded by lock

    /**
     * A recorder.
     *
     * @param subject what is logged while output is passed on, on whatever thread it comes, is about this
     */
    OutputRecorder(ExecutionOptions options, OptionalLong limit, Optional<Conversation.Part> part, LogSubject subject) {
        this.subject = subject;
        this.limit = limit;
        this.part = part;
        retained = options.retainedOutput();
        listener = options.outputListener();
    }

    @Override
    public boolean write(StandardStream stream, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int accepted;
        boolean whole;
        synchronized (lock) {
            if (closed || limitReached || listenerFailure != null) {
                return false;
            }
            accepted = (int) Math.min(length, limit.orElse(Long.MAX_VALUE) - written);
            whole = accepted == length;
            limitReached = !whole;
            written += accepted;
            int kept = Math.min(accepted, retained - stdout.size() - stderr.size());
            (stream == StandardStream.STDOUT ? stdout : stderr).write(bytes, offset, kept);
            truncated |= kept < accepted;
        }
        if (accepted > 0) {
            part.ifPresent(told -> told.output(stream, bytes, offset, accepted));
        }
        return deliver(stream, bytes, offset, accepted) && whole;
    }

    private boolean deliver(StandardStream stream, byte[] bytes, int offset, int length) {
        if (listener.isEmpty() || length == 0) {
            return true;
        }
        ByteBuffer output = ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer();
        try {
            subject.run(() -> listener.get().output(stream, output));
            return true;
        } catch (RuntimeException failure) {
            synchronized (lock) {
                listenerFailure = failure;
            }
            return false;
        }
    }

    /** Refuses everything from now on. */
    void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    String stdoutSoFar() {
        synchronized (lock) {
            return stdout.toString(StandardCharsets.UTF_8);
        }
    }

    byte[] stdout() {
        synchronized (lock) {
            return stdout.toByteArray();
        }
    }

    byte[] stderr() {
        synchronized (lock) {
            return stderr.toByteArray();
        }
    }

    long written() {
        synchronized (lock) {
            return written;
        }
    }

    boolean truncated() {
        synchronized (lock) {
            return truncated || limitReached;
        }
    }

    boolean limitReached() {
        synchronized (lock) {
            return limitReached;
        }
    }

    /** What the listener threw, if it did. */
    Optional<RuntimeException> listenerFailure() {
        synchronized (lock) {
            return Optional.ofNullable(listenerFailure);
        }
    }
}
