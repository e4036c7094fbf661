// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import org.bioxen.curator.catalog.CatalogRegistry;
import org.bioxen.spi.catalog.CatalogProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A catalog in a folder for each configuration. */
@Component(
        service = {},
        immediate = true,
        configurationPid = DirectoryCatalogComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DirectoryCatalogComponent.Config.class, factory = true)
public final class DirectoryCatalogComponent {
    /** The pid of its configurations. */
    static final String PID = "org.bioxen.catalog.directory";

    private final ServiceRegistration<CatalogProvider> published;

    /** Configuration of a catalog in a folder. */
    @ObjectClassDefinition(name = "BioXen catalog in a folder", description = "A folder with catalog.json in it.")
    public @interface Config {
        /** What the catalog is called. */
        @AttributeDefinition(
                name = "Id",
                description = "What the catalog is called: up to 64 letters, digits and . - _")
        String id();

        /** A path. */
        @AttributeDefinition(name = "Location", description = "The folder.")
        String location();

        /** What people are shown. */
        @AttributeDefinition(name = "Title", description = "What people are shown.")
        String title() default "";

        /** A number. */
        @AttributeDefinition(name = "Priority", description = "The highest is asked first.")
        int priority() default 0;

        /** Names with {@code *}. */
        @AttributeDefinition(
                name = "Includes",
                description = "Names of packages that are looked for here, * for anything; if empty, all.")
        String[] includes() default {};

        /** Names with {@code *}. */
        @AttributeDefinition(
                name = "Excludes",
                description = "Names of packages that are not looked for here, * for anything.")
        String[] excludes() default {};
    }

    /**
     * Publishes it.
     *
     * @throws IllegalArgumentException if the configuration makes no sense
     */
    @Activate
    public DirectoryCatalogComponent(BundleContext context, Config config) {
        published = BuiltInCatalog.folder(config.id(), BuiltInCatalog.path(config.location()))
                .with(CatalogProvider.TITLE, config.title())
                .with(CatalogProvider.PRIORITY, config.priority())
                .with(CatalogProvider.INCLUDES, config.includes())
                .with(CatalogProvider.EXCLUDES, config.excludes())
                .publish(context, CatalogRegistry.CONFIGURATION);
    }

    /** Withdraws it. */
    @Deactivate
    void withdraw() {
        published.unregister();
    }
}
