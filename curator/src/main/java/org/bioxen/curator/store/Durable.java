// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/** Writing so that after a crash of the process or the machine a file is as it was or as it shall be. */
public final class Durable {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private Durable() {}

    /** Puts text in place of a file's content, or makes the file: at once, and on the disk when this returns. */
    public static void replace(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts bytes in place of a file's content, or makes the file: at once, and on the disk when this returns. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            create(next, content);
            rename(next, file);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** Writes a new file and has it on the disk; its name is only there after {@link #syncFolder}. */
    public static void create(Path file, byte[] content) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
    }

    /** Renames within a file system, in place of what may be there, and has the new name on the disk. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(to.getParent());
    }

    /** Has the content of a file on the disk. */
    public static void syncFile(Path file) throws IOException {
        try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
            content.force(true);
        }
    }

    /** Has the names in a folder on the disk. */
    public static void syncFolder(Path folder) throws IOException {
        if (!WINDOWS) { // which neither opens folders nor needs it
            syncFile(folder);
        }
    }

    /** Has the names in a folder and in all folders below it on the disk. */
    public static void syncFolders(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
                if (fault != null) {
                    throw fault;
                }
                syncFolder(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes a file, or a folder with all that is in it; links are not followed. Nothing to do if it is not there. */
    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
                if (fault instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw fault;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
                if (fault != null) {
                    throw fault;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
