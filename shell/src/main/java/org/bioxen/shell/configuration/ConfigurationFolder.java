// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The files of {@code etc}. A file is either as it was or as it is to be, whatever happens in between: the new one is complete on the disk
 * before it takes the place of the old one. Who changes one is alone, in this process and among all that use the folder. Thread-safe.
 */
final class ConfigurationFolder {
    /** What nobody reads but those who wait for each other; File Install does not look at it. */
    private static final String LOCK = ".configurations.lock";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    /** The threads of this process, which a lock on a file does not keep apart. */
    private static final Lock HERE = new ReentrantLock();

    private final Path folder;

    ConfigurationFolder(Path folder) {
        this.folder = folder;
    }

    /** The file of a configuration: a name of its own stands behind a hyphen there. */
    Path file(String pid) {
        return folder.resolve(pid.replace('~', '-') + ".cfg");
    }

    /** The same configuration in the other notation, if there is such a file. */
    Optional<Path> otherFile(String pid) {
        return Optional.of(folder.resolve(pid.replace('~', '-') + ".config")).filter(Files::exists);
    }

    /** The text of a file; empty if there is none. */
    PropertiesText read(Path file) throws IOException {
        // All bytes come back as they were: only one's own lines are changed, and those are plain.
        return PropertiesText.of(Files.exists(file) ? Files.readString(file, ISO_8859_1) : "");
    }

    /**
     * Changes a file. One that is blank afterwards is removed.
     *
     * @param secret whether nobody else is to read it, if it is made now
     * @return whether anything was to be done
     * @throws IOException if it cannot; the file is as it was
     */
    boolean change(Path file, boolean secret, UnaryOperator<PropertiesText> change)
            throws IOException, InterruptedException {
        if (!HERE.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw busy();
        }
        try (FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Held until the channel is closed.
            lock(channel);
            boolean there = Files.exists(file);
            // A link stays one.
            Path real = there ? file.toRealPath() : file;
            PropertiesText before = read(real);
            PropertiesText after = change.apply(before);
            if (there && after.isBlank()) {
                Files.delete(file);
            } else if (after.text().equals(before.text())) {
                return false;
            } else {
                replace(real, after.text(), there, secret);
            }
            force(folder);
            return true;
        } finally {
            HERE.unlock();
        }
    }

    private static void lock(FileChannel channel) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (channel.tryLock() == null) {
            if (System.nanoTime() - end > 0) {
                throw busy();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static IOException busy() {
        return new IOException("somebody else has been changing configurations for " + PATIENCE.toSeconds() + " s");
    }

    private static void replace(Path file, String text, boolean there, boolean secret) throws IOException {
        // No name that File Install takes for a configuration.
        Path next = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Files.deleteIfExists(next);
        try {
            try (FileChannel channel =
                    FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                if (there) {
                    permit(next, view(file).readAttributes().permissions());
                } else if (secret) {
                    permit(next, PRIVATE);
                }
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static void permit(Path file, Set<PosixFilePermission> permissions) throws IOException {
        view(file).setPermissions(permissions);
    }

    private static PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
