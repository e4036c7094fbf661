// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bioxen.curator.index.IndexPointer;
import org.bioxen.spi.catalog.CatalogProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The catalog that comes with the platform: the folder {@code catalog} of the installation, if there is one. */
@Component(
        service = {},
        immediate = true,
        configurationPid = DefaultCatalogComponent.PID)
@Designate(ocd = DefaultCatalogComponent.Config.class)
public final class DefaultCatalogComponent {
    /** The pid of its configuration. */
    static final String PID = "org.bioxen.catalog.default";

    /** What the catalog is called. */
    static final String ID = "default";

    private static final String HOME = "bioxen.home";

    private final Optional<ServiceRegistration<CatalogProvider>> published;

    /** Configuration of the catalog that comes with the platform. */
    @ObjectClassDefinition(
            name = "BioXen default catalog",
            description = "The catalog that comes with the platform, in the folder catalog of the installation.")
    public @interface Config {
        /** A number. */
        @AttributeDefinition(name = "Priority", description = "The highest is asked first.")
        int priority() default 100;
    }

    /** Publishes it if it is there. */
    @Activate
    public DefaultCatalogComponent(BundleContext context, Config config) {
        published = Optional.ofNullable(context.getProperty(HOME))
                .map(home -> Path.of(home, "catalog"))
                .filter(folder -> Files.isRegularFile(folder.resolve(IndexPointer.FILE)))
                .map(folder -> BuiltInCatalog.folder(ID, folder)
                        .with(CatalogProvider.TITLE, "Packages that come with the platform")
                        .with(CatalogProvider.PRIORITY, config.priority())
                        .publish(context, "distribution"));
    }

    /** Withdraws it. */
    @Deactivate
    void withdraw() {
        published.ifPresent(ServiceRegistration::unregister);
    }
}
