// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.bioxen.core.luaj.vm.LuaState;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A file of the host, opened as C's {@code fopen} does; gathers small writes. */
final class DiskFile extends Stream {
    private static final int BUFFER = 8192;

    private final LuaState vm;
    private final SeekableByteChannel channel;
    private final boolean reads;
    private final boolean writes;
    private final boolean appends;
    private final boolean regular;
    private byte[] pending = {};
    private int waiting;
    private int capacity = BUFFER;
    private boolean byLine;

    /**
     * A file that has been opened.
     *
     * @param mode as in {@link HostFiles#open}
     * @param regular whether it is a file of the disk; from another one reading may have to wait
     */
    DiskFile(LuaState vm, SeekableByteChannel channel, String mode, boolean regular) {
        this.vm = vm;
        this.channel = channel;
        this.reads = mode.startsWith("r") || mode.contains("+");
        this.writes = !mode.startsWith("r") || mode.contains("+");
        this.appends = mode.startsWith("a");
        this.regular = regular;
    }

    private interface Operation {
        long run() throws IOException;
    }

    /** An interrupt that is meant for the host would close the channel: it is kept for later. */
    private static long undisturbed(Operation operation) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return operation.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** May wait for another process: then the end of the evaluation closes the file. */
    private long transfer(Operation operation) throws IOException {
        if (regular) {
            return undisturbed(operation);
        }
        vm.block(this::closeChannel);
        try {
            return undisturbed(operation);
        } finally {
            vm.unblock();
            vm.poll();
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException lost) {
            waiting = 0;
        }
    }

    long expectedSize() throws IOException {
        return regular ? size() : 0;
    }

    /** All that is left, as bytes of the caller's. */
    byte[] readAll(LuaState reader) throws IOException {
        ByteArrayOutputStream all =
                new ByteArrayOutputStream((int) Math.min(Math.max(expectedSize(), BUFFER), 1 << 24));
        byte[] buffer = new byte[BUFFER];
        for (int n; (n = read(buffer, 0, buffer.length)) > 0; ) {
            if (all.size() > Integer.MAX_VALUE - 2 * BUFFER) {
                throw new IOException("File too large");
            }
            reader.charge(n / 8);
            if (!regular) {
                reader.reserve(2L * all.size());
            }
            all.write(buffer, 0, n);
        }
        return all.toByteArray();
    }

    boolean writes() {
        return writes;
    }

    @Override
    int read(byte[] bytes, int offset, int length) throws IOException {
        if (!reads) {
            throw new IOException("Bad file descriptor");
        }
        flush();
        return (int) transfer(() -> channel.read(ByteBuffer.wrap(bytes, offset, length)));
    }

    @Override
    void write(byte[] bytes, int offset, int length) throws IOException {
        if (!writes) {
            throw new IOException("Bad file descriptor");
        }
        if (length > capacity - waiting) {
            flush();
        }
        if (length > capacity) {
            put(bytes, offset, length);
            return;
        }
        if (pending.length < capacity) {
            pending = java.util.Arrays.copyOf(pending, capacity);
        }
        System.arraycopy(bytes, offset, pending, waiting, length);
        waiting += length;
        if (byLine && length > 0 && pending[waiting - 1] == '\n') {
            flush();
        }
    }

    private void put(byte[] bytes, int offset, int length) throws IOException {
        if (appends && regular) {
            undisturbed(() -> channel.position(channel.size()).position());
        }
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        while (left.hasRemaining()) {
            transfer(() -> channel.write(left));
        }
    }

    @Override
    void flush() throws IOException {
        if (waiting > 0) {
            int length = waiting;
            waiting = 0;
            put(pending, 0, length);
        }
    }

    @Override
    void position(long position) throws IOException {
        flush();
        if (position < 0) {
            throw new IOException("Invalid argument");
        }
        undisturbed(() -> channel.position(position).position());
    }

    @Override
    long position() throws IOException {
        flush();
        return undisturbed(channel::position);
    }

    @Override
    long size() throws IOException {
        flush();
        return undisturbed(channel::size);
    }

    @Override
    void buffer(int bytes, boolean untilNewline) {
        try {
            flush();
        } catch (IOException later) {
            // The next write or close meets the same failure and reports it.
            waiting = 0;
        }
        capacity = bytes;
        byLine = untilNewline;
    }

    @Override
    Varargs close() throws IOException {
        try {
            flush();
        } finally {
            channel.close();
        }
        return LuaValue.TRUE;
    }

    @Override
    void abandon() {
        try {
            close();
        } catch (IOException lost) {
            // Nobody is left to be told: the VM is gone.
            waiting = 0;
        }
    }
}
