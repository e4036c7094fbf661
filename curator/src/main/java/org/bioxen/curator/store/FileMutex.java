// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file by which threads and processes keep each other out; the operating system lets go of it when a process dies. Thread-safe.
 *
 * <p>A POSIX system drops a process's lock as soon as the process closes any of its descriptors of that file. So what this process
 * holds is remembered here, for the whole process, and a file that it holds is not opened again; and nobody reads or writes what
 * is in such a file. Another copy of this class in the process, such as that of a bundle that was replaced while VMs still use
 * what it pinned, has a memory of its own: the JVM tells of its locks, and the descriptor that found one out stays open for the
 * next attempt, so that its closing does not take the lock away.
 */
public final class FileMutex implements AutoCloseable {
    private static final Map<Path, FileMutex> HELD = new HashMap<>(); // guarded by itself

    private static final Map<Path, FileChannel> FOUND_TAKEN = new HashMap<>(); // guarded by HELD

    private final Path file;
    private final FileChannel channel;
    private final boolean shared;
    private int holders = 1; // guarded by HELD

    private FileMutex(Path file, FileChannel channel, boolean shared) {
        this.file = file;
        this.channel = channel;
        this.shared = shared;
    }

    /** Takes the file for the caller alone, if nobody has it. The file is made if it is not there. */
    public static Optional<FileMutex> tryAlone(Path file) throws IOException {
        return take(file, false);
    }

    /** Takes the file together with others who do so, if nobody has it alone. The file is made if it is not there. */
    public static Optional<FileMutex> tryShared(Path file) throws IOException {
        return take(file, true);
    }

    private static Optional<FileMutex> take(Path file, boolean shared) throws IOException {
        Path key = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        synchronized (HELD) {
            FileMutex held = HELD.get(key);
            if (held != null) {
                if (!shared || !held.shared) {
                    return Optional.empty();
                }
                held.holders++;
                return Optional.of(held);
            }
            FileChannel channel = open(key);
            boolean used = false;
            try {
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
                if (lock == null) {
                    return Optional.empty();
                }
                FileMutex mutex = new FileMutex(key, channel, shared);
                HELD.put(key, mutex);
                used = true;
                return Optional.of(mutex);
            } catch (OverlappingFileLockException anotherCopy) {
                FOUND_TAKEN.put(key, channel);
                used = true;
                return Optional.empty();
            } finally {
                if (!used) {
                    channel.close();
                }
            }
        }
    }

    private static FileChannel open(Path key) throws IOException {
        FileChannel before = FOUND_TAKEN.remove(key);
        return before != null && before.isOpen()
                ? before
                : FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Lets go of it. Each who took it does so once. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (--holders == 0) {
                HELD.remove(file);
                channel.close();
            }
        }
    }

    /** Lets go of it and removes the file, which nobody else wants. */
    public void delete() throws IOException {
        synchronized (HELD) {
            try {
                Files.deleteIfExists(file);
            } finally {
                close();
            }
        }
    }
}
