// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.io.IOException;
import java.util.function.Consumer;
import org.bioxen.spi.backend.InputSource;

/** Standard input of one evaluation: says when the script waits, and lets it be woken. Thread-safe. */
final class ScriptInput implements InputSource {
    private final InputSource source;
    private final Consumer<Boolean> waiting;
    private Thread reader; // guarded by this
    private boolean cancelled; // guarded by this

    ScriptInput(InputSource source, Consumer<Boolean> waiting) {
        this.source = source;
        this.waiting = waiting;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
        synchronized (this) {
            if (cancelled) {
                throw new InterruptedException("the script has been asked to stop");
            }
            reader = Thread.currentThread();
        }
        waiting.accept(true);
        try {
            return source.read(buffer, offset, length);
        } finally {
            waiting.accept(false);
            synchronized (this) {
                reader = null;
                if (cancelled) {
                    // It woke the read, or came too late for that: either way it must not reach what the engine does
                    // next.
                    Thread.interrupted();
                }
            }
        }
    }

    /** Ends a wait, and every later one. */
    synchronized void cancel() {
        cancelled = true;
        if (reader != null) {
            reader.interrupt();
        }
    }
}
