// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A folder that a catalog is made of, and the catalog. */
final class Sources {
    static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

    final Path source;
    final Path target;

    Sources(Path temporary) throws IOException {
        source = Files.createDirectories(temporary.resolve("source"));
        target = temporary.resolve("target");
    }

    /** A package with one module that returns a text. */
    Sources add(String name, String version, String content, String... dependencies) throws IOException {
        return addAs(name + "-" + version, name, version, content, dependencies);
    }

    Sources addAs(String folder, String name, String version, String content, String... dependencies)
            throws IOException {
        String needs = dependencies.length == 0 ? "" : "\"" + String.join("\",\"", dependencies) + "\"";
        write(
                "packages/" + folder + "/package.json",
                String.format(
                        "{\"format\":1,\"name\":\"%s\",\"version\":\"%s\",\"summary\":\"About %s\",\"licence\":\"MIT\","
                                + "\"labels\":[\"text\"],\"dependencies\":[%s]}",
                        name, version, name, needs));
        return write("packages/" + folder + "/lua/" + name + ".lua", "return '" + content + "'\n");
    }

    Sources write(String path, String content) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    CatalogBuilder.Built build() throws IOException, CatalogBuildException {
        return build(false, false, TIME);
    }

    CatalogBuilder.Built build(boolean strict, boolean fresh, Instant created)
            throws IOException, CatalogBuildException {
        return CatalogBuilder.build(source, target, new CatalogBuilder.Options(strict, fresh, created));
    }

    IndexReader reader() {
        return new IndexReader(new FolderFiles(target));
    }
}
