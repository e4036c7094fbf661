// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.nio.file.Path;
import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.tck.catalog.CatalogTck;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A folder is a catalog. */
class DirectoryCatalogTckTest extends CatalogTck {
    private static Path site;

    @BeforeAll
    static void build(@TempDir Path folder) throws Exception {
        site = folder.resolve("site");
        SampleCatalog.release(folder.resolve("source"), site, "json", "1.0-1");
        SampleCatalog.release(folder.resolve("source"), site, "json", "1.1-1");
        SampleCatalog.release(folder.resolve("source"), site, "csv", "1.0-1");
    }

    @Override
    public CatalogProvider catalog() {
        return BuiltInCatalog.folder("folder", site).provider();
    }

    @Override
    public PackageName known() {
        return new PackageName("json");
    }
}
