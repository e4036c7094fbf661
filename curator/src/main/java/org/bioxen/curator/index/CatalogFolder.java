// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that a catalog is written into. A file comes into its place whole, by a rename; what is there already with the same
 * content is left alone. For one thread, and one at a time for a folder.
 */
final class CatalogFolder implements AutoCloseable {
    private static final Pattern INDEX = Pattern.compile("index-[0-9a-f]{64}[.]json");
    private static final Pattern CONTENT =
            Pattern.compile("(packages|artifacts)/.+-[0-9a-f]{12}[.](json|tar|tar[.]gz|tar[.]xz|zip)");
    /** Where files are made: a folder below the catalog called so and something. */
    private static final String WORK = ".build-";

    private final Path root;
    private final Path work;
    private final Set<String> used = new HashSet<>();

    private CatalogFolder(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    /** Takes a folder, makes it if it is not there, and removes what a killed build left in it. */
    static CatalogFolder open(Path root) throws IOException {
        Files.createDirectories(root);
        for (Path left : list(root, 1, file -> file.getFileName().toString().startsWith(WORK))) {
            delete(left);
        }
        return new CatalogFolder(root, Files.createTempDirectory(root, WORK));
    }

    /** The catalog's folder. */
    Path root() {
        return root;
    }

    /** A folder for what is made on the way; it goes when this is closed. */
    Path work() {
        return work;
    }

    /** The file of that path. */
    Path file(String path) {
        return root.resolve(path);
    }

    /** Has {@link #prune} leave that file. */
    void keep(String path) {
        used.add(path);
    }

    /** Writes a file. */
    void write(String path, byte[] bytes) throws IOException {
        keep(path);
        if (!holds(path, bytes.length, Digests.of(bytes))) {
            move(Files.write(work.resolve("file"), bytes), path);
        }
    }

    /** Copies a file to a place. */
    void copy(Path file, ContentRef place) throws IOException {
        keep(place.path());
        if (!holds(place.path(), place.size(), place.sha256())) {
            move(Files.copy(file, work.resolve("file")), place.path());
        }
    }

    private boolean holds(String path, long size, String sha256) throws IOException {
        Path file = file(path);
        return Files.isRegularFile(file)
                && Files.size(file) == size
                && Digests.of(file).equals(sha256);
    }

    private void move(Path file, String path) throws IOException {
        Files.createDirectories(file(path).getParent());
        Files.move(file, file(path), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the files of a catalog that nobody said to keep; files that are none of a catalog's stay. */
    void prune() throws IOException {
        for (Path file : list(root, 2, this::isUnused)) {
            Files.delete(file);
        }
    }

    private boolean isUnused(Path file) {
        String path =
                root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        return Files.isRegularFile(file)
                && !used.contains(path)
                && (INDEX.matcher(path).matches() || CONTENT.matcher(path).matches());
    }

    private static List<Path> list(Path root, int depth, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(root, depth)) {
            return files.filter(file -> !file.equals(root)).filter(wanted).toList();
        }
    }

    @Override
    public void close() throws IOException {
        delete(work);
    }

    /** Removes a folder and what is in it. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
