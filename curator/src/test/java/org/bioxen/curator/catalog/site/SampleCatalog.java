// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.bioxen.curator.index.CatalogBuildException;
import org.bioxen.curator.index.CatalogBuilder;

/** Builds small catalogs. */
public final class SampleCatalog {
    private SampleCatalog() {}

    /** Adds a package to the sources and builds the catalog anew. */
    public static void release(Path source, Path target, String name, String version)
            throws IOException, CatalogBuildException {
        Path folder = source.resolve("packages").resolve(name);
        Files.createDirectories(folder.resolve("lua"));
        Files.writeString(folder.resolve("lua").resolve(name + ".lua"), "return '" + version + "'\n");
        Files.writeString(
                folder.resolve("package.json"),
                "{\"format\":1,\"name\":\"" + name + "\",\"version\":\"" + version + "\",\"summary\":\"the " + name
                        + "\",\"licence\":\"Apache-2.0\",\"dependencies\":[\"lua >= 5.1\"]}");
        if (Files.notExists(source.resolve("profiles.json"))) {
            Files.writeString(
                    source.resolve("profiles.json"),
                    "{\"small\":{\"summary\":\"little\",\"packages\":[\"" + name + "\"]}}");
        }
        CatalogBuilder.build(source, target, new CatalogBuilder.Options(false, false, Instant.now()));
    }
}
