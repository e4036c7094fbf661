// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.spi.backend.OutputSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Where the output of one evaluation goes. It comes on two ways: in frames, on the thread that evaluates, and past the
 * frames from child processes, whose pipe must not fill up. The sink sees one caller at a time. Thread-safe.
 */
final class Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);
    private static final int CHUNK = 64 << 10;

    private final OutputSink sink;
    private final InputStream children;
    private final Runnable onRefusal;

    /** What the log lines of the evaluating thread are about. */
    private final Map<String, String> about =
            Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());

    /** Held by whoever calls the sink. */
    private final Semaphore turn = new Semaphore(1);

    private boolean ended; // guarded by turn
    private volatile boolean refused;

    /** Counts what the evaluating thread has taken from the frames; odd while it works on one. */
    private volatile long progress;

    private long progressSeen = -1; // used by the keeper's thread only

    /**
     * @param children what child processes write; read here only
     * @param onRefusal called once or more, by whoever learns that the sink takes no more
     */
    Outlet(OutputSink sink, InputStream children, Runnable onRefusal) {
        this.sink = sink;
        this.children = children;
        this.onRefusal = onRefusal;
    }

    /** Whether the sink has refused output. */
    boolean refused() {
        return refused;
    }

    /** Called by the evaluating thread when it has taken a frame, and again when it goes back to wait for the next. */
    void step() {
        progress = progress + 1; // one writer
    }

    /** Whether the evaluating thread has nothing to work on. */
    boolean isAwaitingFrame() {
        return progress % 2 == 0;
    }

    /** Gives the content of a frame to the sink. */
    void deliver(StandardStream stream, Frame frame) {
        turn.acquireUninterruptibly();
        try {
            give(stream, frame.bytes(), frame.offset(), frame.length());
        } finally {
            turn.release();
        }
    }

    /** Gives to the sink what child processes have written up to now; at most what fits into their pipe twice. */
    void deliverFromChildrenNow() {
        turn.acquireUninterruptibly();
        try {
            drain();
        } finally {
            turn.release();
        }
    }

    /** The last that is delivered: after this the sink is not called any more. */
    void end() {
        turn.acquireUninterruptibly();
        try {
            drain();
        } finally {
            ended = true;
            turn.release();
        }
    }

    /** Nothing more is delivered, whatever comes; for when the sink itself has failed. */
    void abandon() {
        refused = true;
    }

    /**
     * Whether child processes have written something that nobody else is about to deliver: the evaluating thread has been
     * waiting since the last look, so that nothing that the script wrote before can still be on its way.
     */
    boolean hasNewsFromChildren() {
        long now = progress;
        boolean calm = now == progressSeen && now % 2 == 0;
        progressSeen = now;
        try {
            return calm && !refused && children.available() > 0;
        } catch (IOException closed) {
            return false;
        }
    }

    /** As {@link #deliverFromChildrenNow}, unless somebody else delivers just now. A sink that fails takes no more. */
    void deliverFromChildren() {
        if (turn.tryAcquire()) {
            MDC.setContextMap(about);
            try {
                drain();
            } catch (RuntimeException broken) {
                LOG.warn("The output of a child process could not be delivered", broken);
                refuse();
            } finally {
                MDC.clear();
                turn.release();
            }
        }
    }

    private void drain() {
        byte[] buffer = null;
        try {
            for (int taken = 0; !ended && taken < 2 * CHUNK; ) {
                int there = children.available();
                if (there <= 0) {
                    return;
                }
                if (buffer == null) {
                    buffer = new byte[Math.min(CHUNK, Math.max(there, 1024))];
                }
                int count = children.read(buffer, 0, Math.min(there, buffer.length));
                if (count <= 0) {
                    return;
                }
                taken += count;
                give(StandardStream.STDOUT, buffer, 0, count);
            }
        } catch (IOException closed) {
            // The engine has been closed; there is nobody left to write.
        }
    }

    private void give(StandardStream stream, byte[] bytes, int offset, int length) {
        if (!ended && !refused && length > 0 && !sink.write(stream, bytes, offset, length)) {
            refuse();
        }
    }

    private void refuse() {
        refused = true;
        onRefusal.run();
    }
}
