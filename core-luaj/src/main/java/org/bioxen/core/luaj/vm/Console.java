// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.io.IOException;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.spi.backend.InputSource;
import org.bioxen.spi.backend.OutputSink;

/** The standard streams of the evaluation that runs. What a script writes goes out at once, unless it asked for a buffer. */
public final class Console {
    private static final int INPUT = 8192;
    private static final byte[] NONE = {};

    private final LuaState vm;
    private OutputSink sink = Nowhere.INSTANCE;
    private InputSource source = Nowhere.INSTANCE;
    private byte[] input;
    private int position;
    private int limit;
    private boolean ended;

    private byte[] pending = NONE;
    private int waiting;
    private int buffer;
    private boolean byLine;

    /** What it is connected to while nothing runs. */
    private static final class Nowhere implements OutputSink, InputSource {
        private static final Nowhere INSTANCE = new Nowhere();

        @Override
        public boolean write(StandardStream stream, byte[] bytes, int offset, int length) {
            return true;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return -1;
        }
    }

    Console(LuaState vm) {
        this.vm = vm;
    }

    /** Connects it to an evaluation. */
    public void connect(OutputSink output, InputSource standardInput) {
        sink = output;
        source = standardInput;
        position = 0;
        limit = 0;
        ended = false;
    }

    /** How much standard output is gathered; 0 for nothing. */
    public void buffer(int bytes, boolean untilNewline) {
        flush();
        buffer = bytes;
        byLine = untilNewline;
        pending = new byte[bytes];
    }

    /**
     * Writes bytes.
     *
     * @throws Killed if the output is refused
     */
    public void write(StandardStream stream, byte[] bytes, int offset, int length) {
        vm.poll();
        if (length == 0) {
            return;
        }
        if (stream == StandardStream.STDOUT && buffer > 0) {
            if (length > buffer - waiting) {
                flush();
            }
            if (length <= buffer) {
                System.arraycopy(bytes, offset, pending, waiting, length);
                waiting += length;
                if (byLine && hasNewline(bytes, offset, length)) {
                    flush();
                }
                return;
            }
        }
        deliver(stream, bytes, offset, length);
    }

    private static boolean hasNewline(byte[] bytes, int offset, int length) {
        for (int i = offset + length - 1; i >= offset; i--) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private void deliver(StandardStream stream, byte[] bytes, int offset, int length) {
        if (!sink.write(stream, bytes, offset, length)) {
            vm.kill(Killed.because(Outcome.LIMIT_EXCEEDED, "the output was refused: its limit is reached"));
            vm.poll();
        }
    }

    /** Writes what was gathered. */
    public void flush() {
        if (waiting > 0) {
            int length = waiting;
            waiting = 0;
            deliver(StandardStream.STDOUT, pending, 0, length);
        }
    }

    /**
     * At the end of an evaluation, however it ended: writes what was gathered, and forgets sink and source.
     *
     * @return false if the sink has refused what was gathered
     */
    public boolean disconnect() {
        boolean accepted = waiting == 0 || sink.write(StandardStream.STDOUT, pending, 0, waiting);
        buffer = 0;
        waiting = 0;
        pending = NONE;
        sink = Nowhere.INSTANCE;
        source = Nowhere.INSTANCE;
        input = null;
        return accepted;
    }

    /**
     * Reads what is there of standard input, and waits if nothing is.
     *
     * @return how many bytes; -1 at the end
     */
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        int n = Math.min(length, limit - position);
        System.arraycopy(input, position, bytes, offset, n);
        position += n;
        return n;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        flush();
        if (input == null) {
            input = new byte[INPUT];
        }
        vm.block(Thread.currentThread()::interrupt);
        try {
            int n = source.read(input, 0, input.length);
            position = 0;
            limit = Math.max(n, 0);
            ended = n < 0;
        } catch (InterruptedException stop) {
            vm.kill(Killed.because(Outcome.INTERRUPTED, "interrupted while waiting for input"));
        } finally {
            vm.unblock();
        }
        vm.poll();
        return !ended;
    }
}
