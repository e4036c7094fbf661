// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A file of the host, opened as C's {@code fopen} does; gathers small writes. */
final class DiskFile extends Stream {
    private static final int BUFFER = 8192;

    private final RandomAccessFile file;
    private final boolean reads;
    private final boolean writes;
    private final boolean appends;
    private final Path deleteOnClose;
    private byte[] pending = {};
    private int waiting;
    private int capacity = BUFFER;
    private boolean byLine;

    private DiskFile(RandomAccessFile file, String mode, Path deleteOnClose) {
        this.file = file;
        this.reads = mode.startsWith("r") || mode.contains("+");
        this.writes = !mode.startsWith("r") || mode.contains("+");
        this.appends = mode.startsWith("a");
        this.deleteOnClose = deleteOnClose;
    }

    /** Opens a file; the mode is one of {@code r w a r+ w+ a+}, a trailing {@code b} makes no difference. */
    static DiskFile open(String name, String mode) throws IOException {
        Path path = Path.of(name);
        boolean onlyReads = mode.startsWith("r") && !mode.contains("+");
        if (mode.startsWith("r") && !Files.exists(path)) {
            throw new NoSuchFileException(name);
        }
        if (onlyReads && Files.isDirectory(path)) {
            throw new IOException("Is a directory");
        }
        RandomAccessFile file = new RandomAccessFile(name, onlyReads ? "r" : "rw");
        try {
            if (mode.startsWith("w") && Files.isRegularFile(path)) {
                file.setLength(0);
            }
            return new DiskFile(file, mode, null);
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
    }

    /** A new file without a name that others would know; deleted when closed. */
    static DiskFile temporary() throws IOException {
        Path path = Files.createTempFile("lua_", null);
        try {
            return new DiskFile(new RandomAccessFile(path.toFile(), "rw"), "w+", path);
        } catch (FileNotFoundException failed) {
            Files.deleteIfExists(path);
            throw failed;
        }
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
        return file.read(bytes, offset, length);
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
        if (appends) {
            file.seek(file.length());
        }
        file.write(bytes, offset, length);
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
        file.seek(position);
    }

    @Override
    long position() throws IOException {
        flush();
        return file.getFilePointer();
    }

    @Override
    long size() throws IOException {
        flush();
        return file.length();
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
            file.close();
            if (deleteOnClose != null) {
                Files.deleteIfExists(deleteOnClose);
            }
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
