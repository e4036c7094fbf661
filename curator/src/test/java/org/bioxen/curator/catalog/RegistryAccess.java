// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.util.Map;
import org.bioxen.spi.catalog.CatalogProvider;

/** Does to a registry what the component runtime does. */
public final class RegistryAccess {
    private RegistryAccess() {}

    /** A registry with these settings. */
    public static CatalogRegistry registry(CatalogSettings settings) {
        return new CatalogRegistry(settings, Map.of());
    }

    /** A catalog comes. */
    public static void add(
            CatalogRegistry registry,
            CatalogProvider provider,
            Map<String, ?> properties,
            String origin,
            long service) {
        registry.add(provider, properties, origin, service);
    }

    /** A catalog goes. */
    public static void remove(CatalogRegistry registry, long service) {
        registry.remove(service);
    }

    /** The registry ends. */
    public static void close(CatalogRegistry registry) {
        registry.close();
    }
}
