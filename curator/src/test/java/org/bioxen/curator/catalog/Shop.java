// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bioxen.spi.catalog.CatalogProvider;

/** A registry with catalogs put into it by hand, as the component runtime would. */
final class Shop implements AutoCloseable {
    private final Map<String, CatalogSettings.Setting> settings = new HashMap<>();
    private final CatalogRegistry registry;
    private long services;

    Shop() {
        this(Duration.ofSeconds(20));
    }

    Shop(Duration timeout) {
        registry = new CatalogRegistry(
                new CatalogSettings() {
                    @Override
                    public void synchronize() {}

                    @Override
                    public Setting of(String id) {
                        return settings.getOrDefault(id, Setting.NONE);
                    }
                },
                Map.of("catalog.timeout", timeout.toMillis()));
    }

    CatalogRegistry registry() {
        return registry;
    }

    /** Publishes a catalog; returns the number of its service. */
    long add(String id, int priority, CatalogProvider provider) {
        return add(Map.of(CatalogProvider.ID, id, CatalogProvider.PRIORITY, priority), provider);
    }

    long add(Map<String, ?> properties, CatalogProvider provider) {
        registry.add(provider, properties, "bundle test", ++services);
        return services;
    }

    void disable(String id) {
        settings.put(id, new CatalogSettings.Setting(false, Optional.empty()));
    }

    void priority(String id, int priority) {
        settings.put(id, new CatalogSettings.Setting(true, Optional.of(priority)));
    }

    CatalogView view() {
        return registry.view(false);
    }

    @Override
    public void close() {
        registry.close();
    }
}
