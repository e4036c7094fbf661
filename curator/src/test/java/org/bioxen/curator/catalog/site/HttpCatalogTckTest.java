// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.nio.file.Path;
import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.tck.catalog.CatalogTck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A web server is a catalog. */
class HttpCatalogTckTest extends CatalogTck {
    private static final HttpFetcher FETCHER = new HttpFetcher();
    private static Server server;
    private static CatalogProvider catalog;

    @BeforeAll
    static void serve(@TempDir Path folder) throws Exception {
        Path site = folder.resolve("site");
        SampleCatalog.release(folder.resolve("source"), site, "json", "1.0-1");
        SampleCatalog.release(folder.resolve("source"), site, "json", "1.1-1");
        SampleCatalog.release(folder.resolve("source"), site, "csv", "1.0-1");
        server = new Server(site);
        catalog = BuiltInCatalog.web("web", Access.to(server.location()), FETCHER, folder.resolve("cache"))
                .provider();
    }

    @AfterAll
    static void close() {
        server.close();
        FETCHER.close();
    }

    @Override
    public CatalogProvider catalog() {
        return catalog;
    }

    @Override
    public PackageName known() {
        return new PackageName("json");
    }

    @Override
    protected boolean isResident(Thread thread) {
        // the client of all catalogs, and this test's server
        return thread.getName().equals("bioxen-http")
                || thread.getName().startsWith("HttpClient-")
                || thread.getName().startsWith("HTTP-Dispatcher")
                || thread.getName().startsWith("test-server");
    }
}
