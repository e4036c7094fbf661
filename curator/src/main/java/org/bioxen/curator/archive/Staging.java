// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bioxen.curator.archive.ArchiveException.Reason;

/** The folder that one archive is unpacked into, and the names that are taken in it. For one thread. */
final class Staging {
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> ENTERED = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final String PROGRAMS = "bin/";

    /** What a name was given to: how it is written, and whether as a folder, and whether the archive lists it itself. */
    private record Taken(String spelling, boolean folder, boolean listed) {}

    private final Path root;
    private final boolean posix;
    private final Map<String, Taken> names = new HashMap<>();
    private final List<UnpackedFile> files = new ArrayList<>();
    private final byte[] buffer = new byte[64 << 10];

    private Staging(Path root) {
        this.root = root;
        this.posix = Files.getFileAttributeView(root, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS) != null;
    }

    /** Takes a folder that must be there and empty. */
    static Staging in(Path root) throws IOException {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(root.toString());
        }
        try (Stream<Path> content = Files.list(root)) {
            if (content.findAny().isPresent()) {
                throw new DirectoryNotEmptyException(root.toString());
            }
        }
        return new Staging(root);
    }

    /** Makes a folder that the archive lists. */
    void folder(EntryPath path) throws IOException {
        takeParents(path);
        Taken before = names.put(EntryPath.folded(path.text()), new Taken(path.text(), true, true));
        if (before == null) {
            makeFolder(path.text());
        } else if (!before.folder()) {
            throw fileAndFolder(path.text());
        } else if (before.listed() || !before.spelling().equals(path.text())) {
            throw duplicate(path.text(), before);
        }
    }

    /**
     * Writes a file.
     *
     * @param size the bytes that the archive promises; any other number is refused
     * @param program whether the archive marks it as a program
     */
    void file(EntryPath path, boolean program, long size, InputStream content, Budget budget) throws IOException {
        takeParents(path);
        Taken before = names.put(EntryPath.folded(path.text()), new Taken(path.text(), false, true));
        if (before != null) {
            throw before.folder() ? fileAndFolder(path.text()) : duplicate(path.text(), before);
        }
        boolean executable = program && path.text().startsWith(PROGRAMS);
        Path target = resolve(path.text());
        MessageDigest digest = sha256();
        long written = 0;
        try (OutputStream out = Files.newOutputStream(
                target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            for (int n = read(path, content); n >= 0; n = read(path, content)) {
                written += n;
                budget.content(path, written, n);
                if (written > size) {
                    break;
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        if (written != size) {
            throw new ArchiveException(
                    Reason.LYING_SIZE,
                    path + " has " + (written > size ? "more" : "less") + " than its " + size + " bytes");
        }
        permit(target, executable ? ENTERED : PLAIN);
        files.add(new UnpackedFile(path.text(), size, HexFormat.of().formatHex(digest.digest()), executable));
    }

    private int read(EntryPath path, InputStream content) throws ArchiveException {
        try {
            return content.read(buffer);
        } catch (IOException | RuntimeException e) {
            throw ArchiveException.whileReading(path.toString(), e);
        }
    }

    private void takeParents(EntryPath path) throws IOException {
        String text = path.text();
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
            String parent = text.substring(0, slash);
            Taken before = names.putIfAbsent(EntryPath.folded(parent), new Taken(parent, true, false));
            if (before == null) {
                makeFolder(parent);
            } else if (!before.folder()) {
                throw fileAndFolder(parent);
            } else if (!before.spelling().equals(parent)) {
                throw duplicate(parent, before);
            }
        }
    }

    private void makeFolder(String path) throws IOException {
        Path folder = resolve(path);
        Files.createDirectory(folder);
        permit(folder, ENTERED);
    }

    private void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (posix) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private Path resolve(String path) throws ArchiveException {
        Path resolved;
        try {
            resolved = root.resolve(path);
        } catch (InvalidPathException e) {
            throw new ArchiveException(
                    Reason.NAME_ENCODING, "the name '" + EntryPath.shown(path) + "' cannot be written on this machine");
        }
        if (!resolved.normalize().startsWith(root.normalize())) {
            throw new ArchiveException(
                    Reason.TRAVERSAL, "the name '" + EntryPath.shown(path) + "' leads out of the archive");
        }
        return resolved;
    }

    private static ArchiveException fileAndFolder(String path) {
        return new ArchiveException(
                Reason.FILE_AND_FOLDER, "'" + EntryPath.shown(path) + "' is both a file and a folder");
    }

    private static ArchiveException duplicate(String path, Taken before) {
        return new ArchiveException(
                Reason.DUPLICATE,
                "'" + EntryPath.shown(path) + "' is there already, as '" + EntryPath.shown(before.spelling()) + "'");
    }

    /** What was written. */
    UnpackedArchive unpacked() {
        files.sort(Comparator.comparing(UnpackedFile::path));
        return new UnpackedArchive(root, files);
    }

    /** Removes all that is in the folder, but not the folder. */
    void clear() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!folder.equals(root)) {
                    Files.delete(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
