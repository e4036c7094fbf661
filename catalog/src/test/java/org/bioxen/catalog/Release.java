// SPDX-License-Identifier: Apache-2.0
package org.bioxen.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;

/** A package's folder, read by its manifest. */
record Release(Path folder, PackageId id, String summary, String licence, List<Dependency> dependencies) {
    static final Path PACKAGES = Path.of("packages").toAbsolutePath();

    private static final Set<String> TEXTS = Set.of("name", "version", "summary", "description", "licence", "homepage");
    private static final Set<String> LISTS = Set.of("dependencies", "labels");

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
                        release -> release.id.name(),
                        Function.identity(),
                        (a, b) -> a.id.compareTo(b.id) > 0 ? a : b,
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
        return id.toString();
    }

    private static Release read(Path folder) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, List<String>> lists = new LinkedHashMap<>();
        try (JsonParser json =
                new JsonFactory().createParser(folder.resolve("package.json").toFile())) {
            json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            expect(json.nextToken() == JsonToken.START_OBJECT, folder, "an object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (field.equals("format")) {
                    expect(value == JsonToken.VALUE_NUMBER_INT && json.getIntValue() == 1, folder, "format 1");
                } else if (TEXTS.contains(field)) {
                    expect(value == JsonToken.VALUE_STRING, folder, "a text as " + field);
                    texts.put(field, json.getText());
                } else {
                    expect(LISTS.contains(field) && value == JsonToken.START_ARRAY, folder, "no field " + field);
                    List<String> entries = new ArrayList<>();
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        entries.add(json.getText());
                    }
                    lists.put(field, entries);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + "/package.json", e);
        }
        expect(texts.getOrDefault("description", "").length() > 20, folder, "a description");
        return new Release(
                folder,
                new PackageId(new PackageName(texts.get("name")), PackageVersion.parse(texts.get("version"))),
                texts.getOrDefault("summary", ""),
                texts.getOrDefault("licence", ""),
                lists.getOrDefault("dependencies", List.of()).stream()
                        .map(Dependency::parse)
                        .toList());
    }

    private static void expect(boolean holds, Path folder, String what) {
        if (!holds) {
            throw new AssertionError(folder + "/package.json: expected " + what);
        }
    }
}
