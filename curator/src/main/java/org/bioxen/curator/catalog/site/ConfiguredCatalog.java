// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.util.List;
import java.util.Optional;
import org.bioxen.curator.catalog.CatalogProperties;
import org.bioxen.curator.catalog.CatalogRegistry;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.configuration.ConfigurationReader.Reading;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The catalog that one configuration stands for, published as the configuration says at present. The component runtime calls one method
 * at a time, though not always on the same thread.
 */
final class ConfiguredCatalog {
    private final BundleContext context;
    private volatile Optional<Published> published = Optional.empty();

    private record Published(List<?> source, BuiltInCatalog catalog, ServiceRegistration<CatalogProvider> service) {}

    /** Makes the catalog of a source. */
    interface Maker {
        BuiltInCatalog make();
    }

    /**
     * What people set for every catalog, wherever it is.
     *
     * @param title what people are shown
     * @param priority the highest is asked first
     * @param includes names of packages that are looked for here; all if empty
     * @param excludes names of packages that are not
     */
    record Choice(String title, int priority, List<String> includes, List<String> excludes) {
        static Choice read(Reading reading) {
            return new Choice(
                    reading.text("title", CatalogProperties::checkTitle),
                    reading.integer("priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
                    reading.texts("includes", CatalogProperties::checkPattern),
                    reading.texts("excludes", CatalogProperties::checkPattern));
        }

        private BuiltInCatalog of(BuiltInCatalog catalog) {
            return catalog.with(CatalogProvider.TITLE, title)
                    .with(CatalogProvider.PRIORITY, priority)
                    .with(CatalogProvider.INCLUDES, includes)
                    .with(CatalogProvider.EXCLUDES, excludes);
        }
    }

    ConfiguredCatalog(BundleContext context) {
        this.context = context;
    }

    /**
     * Publishes it.
     *
     * @param source what it is made of: while that is the same, so is the catalog, and who asks it just now is not disturbed
     */
    void publish(List<?> source, Maker maker, Choice choice) {
        Optional<Published> same = published.filter(one -> one.source().equals(source));
        if (same.isPresent()) {
            BuiltInCatalog changed = choice.of(same.get().catalog());
            same.get().service().setProperties(changed.serviceProperties(CatalogRegistry.CONFIGURATION));
            return;
        }
        BuiltInCatalog catalog = maker.make();
        withdraw();
        published = Optional.of(
                new Published(source, catalog, choice.of(catalog).publish(context, CatalogRegistry.CONFIGURATION)));
    }

    /** Takes it back, if it is there. */
    void withdraw() {
        Optional<Published> last = published;
        published = Optional.empty();
        last.ifPresent(one -> one.service().unregister());
    }
}
