// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The framework's working directory: one for each process, new and empty, gone when the process is. So any number of
 * processes can use one installation at once, and nothing remembered from an earlier start can hide a newer bundle.
 *
 * <p>A process holds a lock on a file beside its directory. The operating system takes the lock back however the process
 * ends, so a lock that can be had tells that what it guarded is left over. (A process id would not: ids come again, and
 * differ between machines and boxes that share a directory.)
 */
final class Storage implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path parent;
    private final Path directory;
    private final FileChannel channel;

    private Storage(Path parent, Path directory, FileChannel channel) {
        this.parent = parent;
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Makes a directory for this process.
     *
     * @param parent where to make it; made itself if it is missing
     * @param data the data directory that the process uses, which is written down
     * @throws LaunchException when that directory cannot be written to
     */
    static Storage open(Path parent, Path data) throws LaunchException {
        try {
            Files.createDirectories(parent);
            while (true) {
                String name = ProcessHandle.current().pid() + "-" + Long.toUnsignedString(System.nanoTime(), 36);
                Path lock = parent.resolve(name + LOCK);
                FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                // Another process may have taken the new file for a left-over one, in the moment before it is locked.
                if (channel.tryLock() != null && Files.exists(lock)) {
                    channel.write(StandardCharsets.UTF_8.encode(data.toString()));
                    return new Storage(parent, Files.createDirectory(parent.resolve(name)), channel);
                }
                channel.close();
            }
        } catch (IOException e) {
            throw new LaunchException(
                    "cannot write to " + parent + ": " + e + "; set BIOXEN_DATA to a directory of your own", e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Deletes the directory, and those of processes that ended without doing so. Never fails: what remains is tried again by the next one. */
    @Override
    public void close() {
        Path lock = lockOf(directory);
        try {
            delete(directory);
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            // Left for the next process, which finds it unlocked.
        } finally {
            closeQuietly(channel);
        }
        sweep();
    }

    /**
     * Deletes the directories of processes that ended without doing so.
     *
     * @param parent where they are
     * @param data the data directory that is asked about
     * @return the processes that live and use that data directory
     */
    static Set<Long> sweep(Path parent, Path data) throws IOException {
        Set<Long> living = new TreeSet<>();
        if (!Files.isDirectory(parent)) {
            return living;
        }
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, "*" + LOCK)) {
            for (Path lock : locks) {
                if (!sweep(lock) && used(lock).filter(data.toString()::equals).isPresent()) {
                    living.add(owner(lock));
                }
            }
        }
        return living;
    }

    /** The data directory that the owner of a lock uses; empty when it is gone just now. */
    private static Optional<String> used(Path lock) throws IOException {
        try {
            return Optional.of(Files.readString(lock));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static long owner(Path lock) {
        String name = lock.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('-')));
    }

    private void sweep() {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, "*" + LOCK)) {
            for (Path lock : locks) {
                sweep(lock);
            }
        } catch (IOException e) {
            // Somebody else's rubbish must not spoil this process' result.
        }
    }

    /** Deletes what a lock guards, unless that lives; returns whether it does not. */
    private static boolean sweep(Path lock) throws IOException {
        try (FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = other.tryLock()) {
            boolean leftOver = held != null;
            if (leftOver) {
                String name = lock.getFileName().toString();
                delete(lock.resolveSibling(name.substring(0, name.length() - LOCK.length())));
                Files.deleteIfExists(lock);
            }
            return leftOver;
        } catch (NoSuchFileException ownerWasFaster) {
            return true;
        } catch (OverlappingFileLockException livesInThisJvm) {
            return false;
        }
    }

    private static Path lockOf(Path directory) {
        return directory.resolveSibling(directory.getFileName() + LOCK);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written to it.
        }
    }

    /** Deletes a directory with all that is in it, links as such; one that is not there is no error. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
