// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bioxen.curator.catalog.CatalogProperties;
import org.bioxen.curator.catalog.site.ConfiguredCatalog.Choice;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.bioxen.spi.configuration.ConfigurationReader;
import org.bioxen.spi.configuration.ConfigurationReader.Reading;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryCatalogComponent.class);

    private final ConfigurationReader reader = new ConfigurationReader(PID, Config.class, LOG::warn);
    private final ConfiguredCatalog catalog;

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
        @AttributeDefinition(name = "Title", description = "What people are shown.", required = false)
        String title() default "";

        /** A number. */
        @AttributeDefinition(name = "Priority", description = "The highest is asked first.", required = false)
        int priority() default 0;

        /** Names with {@code *}. */
        @AttributeDefinition(
                name = "Includes",
                description = "Names of packages that are looked for here, * for anything; if empty, all.",
                required = false)
        String[] includes() default {};

        /** Names with {@code *}. */
        @AttributeDefinition(
                name = "Excludes",
                description = "Names of packages that are not looked for here, * for anything.",
                required = false)
        String[] excludes() default {};
    }

    /** Publishes it, if its configuration makes sense by now. */
    @Activate
    public DirectoryCatalogComponent(BundleContext context, Map<String, Object> configuration) {
        catalog = new ConfiguredCatalog(context);
        configure(configuration);
    }

    /** Publishes it as it is to be from now on. */
    @Modified
    void configure(Map<String, Object> configuration) {
        Settings settings = Settings.read(reader.read(configuration));
        if (settings.id().isPresent() && settings.location().isPresent()) {
            String id = settings.id().get();
            Path folder = settings.location().get();
            catalog.publish(List.of(id, folder), () -> BuiltInCatalog.folder(id, folder), settings.choice());
        }
    }

    /** Withdraws it. */
    @Deactivate
    void withdraw() {
        catalog.withdraw();
    }

    private record Settings(Optional<String> id, Optional<Path> location, Choice choice) {
        static Settings read(Reading reading) {
            return new Settings(
                    reading.required("id", CatalogProperties::checkId),
                    reading.required("location", text -> BuiltInCatalog.path(CatalogProperties.checkLocation(text))),
                    Choice.read(reading));
        }
    }

    /** What is wrong with such a configuration beforehand. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public List<String> problems(String pid, Map<String, ?> configuration) {
            return ConfigurationReader.problems(Config.class, configuration, Settings::read);
        }
    }
}
