// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.curator.format.JsonException;
import org.bioxen.curator.format.JsonInput;
import org.bioxen.spi.catalog.Profile;

/**
 * What a catalog is made of: {@code packages/} with a folder for each package, {@code artifacts/} with packages that are packed
 * already, {@code profiles.json}, and {@code about.json} with the catalog's title, its description and what is yanked. All of them
 * may be absent.
 *
 * @param title what people call the catalog
 * @param description more about it
 * @param yanked the releases that should not be installed any more, with why
 * @param profiles sets of packages
 * @param folders a folder for each package
 * @param artifacts packed packages
 */
record CatalogSource(
        String title,
        String description,
        Map<PackageId, String> yanked,
        Map<String, Profile> profiles,
        List<Path> folders,
        List<Path> artifacts) {
    private static final int LINE = 200;
    private static final int TEXT = 10_000;

    static CatalogSource read(Path root) throws IOException, CatalogBuildException {
        if (!Files.isDirectory(root)) {
            throw new CatalogBuildException(root + " is no folder");
        }
        Path about = root.resolve("about.json");
        Path profiles = root.resolve("profiles.json");
        var read = new Object() {
            String title = "Packages of " + root.toAbsolutePath().normalize().getFileName();
            String description = "";
            Map<PackageId, String> yanked = new TreeMap<>();
            Map<String, Profile> profiles = Map.of();
        };
        try {
            if (Files.exists(about)) {
                JsonInput.read(about.toString(), Files.readAllBytes(about), in -> {
                    in.object(field -> {
                        switch (field) {
                            case "title" -> read.title = in.line(LINE);
                            case "description" -> read.description = in.lines(TEXT);
                            case "yanked" -> in.object(id -> read.yanked.put(id(in, id), in.line(LINE)));
                            default -> throw in.unknown(field, "title", "description", "yanked");
                        }
                    });
                    return read;
                });
            }
            if (Files.exists(profiles)) {
                read.profiles = IndexJson.profiles(profiles.toString(), Files.readAllBytes(profiles));
            }
        } catch (JsonException e) {
            throw new CatalogBuildException(e.getMessage(), e);
        }
        return new CatalogSource(
                read.title,
                read.description,
                read.yanked,
                read.profiles,
                list(root.resolve("packages")).filter(Files::isDirectory).toList(),
                list(root.resolve("artifacts")).filter(Files::isRegularFile).toList());
    }

    private static PackageId id(JsonInput in, String text) throws JsonException {
        int blank = text.indexOf(' ');
        try {
            return new PackageId(
                    new PackageName(text.substring(0, Math.max(blank, 0))),
                    PackageVersion.parse(text.substring(blank + 1)));
        } catch (IllegalArgumentException e) {
            throw in.problem("'" + text + "' names no release; give a name, a blank and a version");
        }
    }

    private static Stream<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }
}
