// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.bioxen.api.logging.TimedOperation;
import org.bioxen.api.logging.VmLoggerFactory;
import org.bioxen.curator.catalog.Catalogs;
import org.bioxen.curator.environment.CuratorFolders;
import org.bioxen.curator.format.BioxenFormat;
import org.bioxen.curator.store.Steps;
import org.bioxen.spi.catalog.PackageFormat;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.bioxen.spi.configuration.ConfigurationReader;
import org.bioxen.spi.configuration.ConfigurationReader.Reading;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings together what changes of environments take. Thread-safe. */
@Component(service = ChangesService.class, configurationPid = ChangesService.PID)
@Designate(ocd = ChangesService.Config.class)
public final class ChangesService {
    /** The pid of its configuration. */
    static final String PID = "org.bioxen.curator";

    private static final Logger LOG = LoggerFactory.getLogger(ChangesService.class);
    private static final int MOST_GENERATIONS = 10_000;
    private static final int MOST_DOWNLOADS = 64;
    private static final int MOST_SECONDS = 86_400;

    private final ConfigurationReader reader = new ConfigurationReader(PID, Config.class, LOG::warn);
    private final Changes changes;
    private final Map<String, PackageFormat> formats = new ConcurrentHashMap<>();
    private volatile EventSink events;
    private volatile VmLoggerFactory loggers;

    /** What can be set. */
    @ObjectClassDefinition(name = "BioXen curator", description = "How environments are changed.")
    public @interface Config {
        /** A number. */
        @AttributeDefinition(
                name = "Generations kept",
                description = "How many generations of an environment are kept for going back.",
                min = "1",
                max = "" + MOST_GENERATIONS,
                required = false)
        int generations_kept() default 10;

        /** A number. */
        @AttributeDefinition(
                name = "Parallel downloads",
                description = "How many packages are fetched at once.",
                min = "1",
                max = "" + MOST_DOWNLOADS,
                required = false)
        int downloads() default 4;

        /** Seconds. */
        @AttributeDefinition(
                name = "Lock timeout",
                description = "How long to wait for others who change the same environment where a caller does not say,"
                        + " in seconds.",
                min = "0",
                max = "" + MOST_SECONDS,
                required = false)
        int lock_timeout() default 30;
    }

    /** Made by Declarative Services. */
    @Activate
    public ChangesService(BundleContext context, Map<String, Object> configuration, @Reference Catalogs catalogs) {
        formats.put(BioxenFormat.ID, new BioxenFormat());
        changes = new Changes(
                CuratorFolders.of(
                        Optional.ofNullable(context.getProperty("bioxen.data")).map(Path::of)),
                catalogs,
                name -> Optional.ofNullable(formats.get(name)),
                settings(reader.read(configuration)),
                Steps.NONE,
                this::tell,
                this::begin);
    }

    /** Takes a changed configuration over, for the changes that begin from now on. */
    @Modified
    void configure(Map<String, Object> configuration) {
        changes.settings(settings(reader.read(configuration)));
    }

    private static Settings settings(Reading reading) {
        return new Settings(
                reading.integer("generations.kept", 1, MOST_GENERATIONS),
                reading.integer("downloads", 1, MOST_DOWNLOADS),
                Duration.ofSeconds(reading.integer("lock.timeout", 0, MOST_SECONDS)));
    }

    /** What is wrong with its configuration beforehand. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public List<String> problems(String pid, Map<String, ?> configuration) {
            return ConfigurationReader.problems(Config.class, configuration, ChangesService::settings);
        }
    }

    Changes changes() {
        return changes;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addFormat(PackageFormat format, Map<String, Object> properties) {
        if (properties.get(PackageFormat.NAME) instanceof String name) {
            formats.putIfAbsent(name, format);
        }
    }

    void removeFormat(PackageFormat format) {
        formats.values().removeIf(one -> one == format);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setEvents(EventSink sink) {
        events = sink;
    }

    void unsetEvents(EventSink sink) {
        if (events == sink) {
            events = null;
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setLoggers(VmLoggerFactory factory) {
        loggers = factory;
    }

    void unsetLoggers(VmLoggerFactory factory) {
        if (loggers == factory) {
            loggers = null;
        }
    }

    private Optional<TimedOperation> begin(String operation) {
        return Optional.ofNullable(loggers)
                .map(factory -> factory.getLogger("org.bioxen.curator").timed(operation));
    }

    private void tell(String topic, String name, OptionalLong generation) {
        EventSink sink = events;
        if (sink != null) {
            sink.environment(topic, name, generation);
        }
    }
}
