// SPDX-License-Identifier: Apache-2.0
package org.bioxen.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.curator.format.JsonException;
import org.bioxen.curator.format.PackageManifest;

/** A package's folder, read by its manifest. */
record Release(Path folder, PackageManifest manifest) {
    static final Path PACKAGES = Path.of("packages").toAbsolutePath();

    PackageId id() {
        return manifest.id();
    }

    List<Dependency> dependencies() {
        return manifest.dependencies();
    }

    /** All of the catalog. */
    static List<Release> all() {
        try (Stream<Path> folders = Files.list(PACKAGES)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(Release::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest of each package, by name. */
    static Map<PackageName, Release> newest() {
        return all().stream()
                .collect(Collectors.toMap(
                        release -> release.id().name(),
                        Function.identity(),
                        (a, b) -> a.id().compareTo(b.id()) > 0 ? a : b,
                        LinkedHashMap::new));
    }

    /** The directories of modules that this one's scripts see: its own, then the newest of every other package. */
    List<Path> modules() {
        List<Path> directories = new ArrayList<>(List.of(folder.resolve("lua")));
        newest().values().forEach(other -> directories.add(other.folder.resolve("lua")));
        return directories;
    }

    /** The Lua files below one of its trees. */
    List<Path> files(String tree) {
        Path root = folder.resolve(tree);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".lua"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names under which its modules are required. */
    List<String> moduleNames() {
        Path root = folder.resolve("lua");
        return files("lua").stream()
                .map(file -> root.relativize(file)
                        .toString()
                        .replaceFirst("\\.lua$", "")
                        .replace('/', '.'))
                .toList();
    }

    @Override
    public String toString() {
        return id().toString();
    }

    private static Release read(Path folder) {
        try {
            return new Release(folder, PackageManifest.read(Files.readAllBytes(folder.resolve(PackageManifest.FILE))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonException e) {
            throw new AssertionError(folder + ": " + e.getMessage(), e);
        }
    }
}
