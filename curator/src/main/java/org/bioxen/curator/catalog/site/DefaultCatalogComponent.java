// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bioxen.curator.index.IndexPointer;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.bioxen.spi.configuration.ConfigurationReader;
import org.bioxen.spi.configuration.ConfigurationReader.Reading;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final String ORIGIN = "distribution";

    private static final Logger LOG = LoggerFactory.getLogger(DefaultCatalogComponent.class);

    private final ConfigurationReader reader = new ConfigurationReader(PID, Config.class, LOG::warn);
    private final Optional<BuiltInCatalog> catalog;
    private final Optional<ServiceRegistration<CatalogProvider>> published;

    /** Configuration of the catalog that comes with the platform. */
    @ObjectClassDefinition(
            name = "BioXen default catalog",
            description = "The catalog that comes with the platform, in the folder catalog of the installation.")
    public @interface Config {
        /** A number. */
        @AttributeDefinition(name = "Priority", description = "The highest is asked first.", required = false)
        int priority() default 100;
    }

    /** Publishes it if it is there. */
    @Activate
    public DefaultCatalogComponent(BundleContext context, Map<String, Object> configuration) {
        catalog = Optional.ofNullable(context.getProperty(HOME))
                .map(home -> Path.of(home, "catalog"))
                .filter(folder -> Files.isRegularFile(folder.resolve(IndexPointer.FILE)))
                .map(folder -> BuiltInCatalog.folder(ID, folder)
                        .with(CatalogProvider.TITLE, "Packages that come with the platform"));
        int priority = priority(reader.read(configuration));
        published =
                catalog.map(one -> one.with(CatalogProvider.PRIORITY, priority).publish(context, ORIGIN));
    }

    /** Takes a changed configuration over. */
    @Modified
    void configure(Map<String, Object> configuration) {
        int priority = priority(reader.read(configuration));
        published.ifPresent(service -> service.setProperties(
                catalog.orElseThrow().with(CatalogProvider.PRIORITY, priority).serviceProperties(ORIGIN)));
    }

    private static int priority(Reading reading) {
        return reading.integer("priority", Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** Withdraws it. */
    @Deactivate
    void withdraw() {
        published.ifPresent(ServiceRegistration::unregister);
    }

    /** What is wrong with its configuration beforehand. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public List<String> problems(String pid, Map<String, ?> configuration) {
            return ConfigurationReader.problems(Config.class, configuration, DefaultCatalogComponent::priority);
        }
    }
}
