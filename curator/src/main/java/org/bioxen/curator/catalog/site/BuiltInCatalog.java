// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import org.bioxen.curator.catalog.CatalogProperties;
import org.bioxen.curator.catalog.CatalogRegistry;
import org.bioxen.spi.catalog.CatalogProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * A catalog of this bundle, with what it says of itself.
 *
 * @param provider the catalog
 * @param properties its service properties
 */
public record BuiltInCatalog(CatalogProvider provider, Map<String, Object> properties) {
    private static final String DATA = "bioxen.data";

    /** Copies the properties. */
    public BuiltInCatalog {
        properties = Map.copyOf(properties);
    }

    /**
     * The catalog in a folder.
     *
     * @throws IllegalArgumentException if it cannot be called so
     */
    public static BuiltInCatalog folder(String id, Path root) {
        return new BuiltInCatalog(
                new StaticCatalog(new FolderSite(root)),
                Map.of(
                        CatalogProvider.ID, CatalogProperties.checkId(id),
                        CatalogProvider.LOCATION, root.toString(),
                        CatalogProvider.LOCAL, true));
    }

    /**
     * The catalog on a web server.
     *
     * @param cache the folder for what is kept of catalogs
     * @throws IllegalArgumentException if it cannot be called so
     */
    static BuiltInCatalog web(String id, Access access, HttpFetcher fetcher, Path cache) {
        CatalogProperties.checkId(id);
        String location = access.home().toString();
        return new BuiltInCatalog(
                new StaticCatalog(new HttpSite(fetcher, access, new HttpCache(cache.resolve(id), location))),
                Map.of(CatalogProvider.ID, id, CatalogProvider.LOCATION, location, CatalogProvider.LOCAL, false));
    }

    /**
     * The catalog of a location: an address with http or https, or else a path.
     *
     * @param cache the folder for what is kept of catalogs
     * @throws IllegalArgumentException if it is neither, or has credentials in it
     */
    public static BuiltInCatalog at(String id, String location, HttpFetcher fetcher, Path cache) {
        String scheme = location.contains("://") ? location.substring(0, location.indexOf("://")) : "";
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http", "https" -> web(id, Access.to(location), fetcher, cache);
            case "", "file" -> folder(id, path(location));
            default ->
                throw new IllegalArgumentException(
                        "'" + location + "' is no place of a catalog; give a folder, or an address with http or https");
        };
    }

    static Path path(String location) {
        try {
            Path path = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
            return path.toAbsolutePath().normalize();
        } catch (IllegalArgumentException | FileSystemNotFoundException none) {
            throw new IllegalArgumentException("'" + location + "' is no path of a folder", none);
        }
    }

    /** Where what is kept of catalogs is. */
    public static Path cache(BundleContext context) {
        return curatorData(context).resolve("cache");
    }

    /** Where the curator keeps its files. */
    public static Path curatorData(BundleContext context) {
        String data = context.getProperty(DATA);
        return Path.of(data == null ? "data" : data)
                .toAbsolutePath()
                .normalize()
                .resolve("curator");
    }

    /** The same with one more property. */
    public BuiltInCatalog with(String key, Object value) {
        Map<String, Object> more = new HashMap<>(properties);
        more.put(key, value);
        return new BuiltInCatalog(provider, more);
    }

    /**
     * Publishes it.
     *
     * @param origin who brought it
     */
    public ServiceRegistration<CatalogProvider> publish(BundleContext context, String origin) {
        return context.registerService(CatalogProvider.class, provider, serviceProperties(origin));
    }

    /** What it says of itself when it is published. */
    Dictionary<String, Object> serviceProperties(String origin) {
        Dictionary<String, Object> all = new Hashtable<>(properties);
        all.put(CatalogRegistry.ORIGIN, origin);
        return all;
    }
}
