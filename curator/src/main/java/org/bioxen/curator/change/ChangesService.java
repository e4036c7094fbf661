// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.nio.file.Path;
import java.time.Duration;
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
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Brings together what changes of environments take. Thread-safe. */
@Component(service = ChangesService.class, configurationPid = "org.bioxen.curator")
@Designate(ocd = ChangesService.Config.class)
public final class ChangesService {
    private final Changes changes;
    private final Map<String, PackageFormat> formats = new ConcurrentHashMap<>();
    private volatile EventSink events;
    private volatile VmLoggerFactory loggers;

    /** What can be set. */
    @ObjectClassDefinition(name = "BioXen curator", description = "How environments are changed.")
    public @interface Config {
        /** How many generations of an environment are kept for going back. */
        @AttributeDefinition(name = "Generations kept", min = "1")
        int generations_kept() default 10;

        /** How many packages are fetched at once. */
        @AttributeDefinition(name = "Parallel downloads", min = "1", max = "64")
        int downloads() default 4;

        /** How many seconds to wait for others where a caller does not say. */
        @AttributeDefinition(name = "Lock timeout in seconds", min = "0", max = "86400")
        int lock_timeout() default 30;
    }

    /** Made by Declarative Services. */
    @Activate
    public ChangesService(BundleContext context, Config config, @Reference Catalogs catalogs) {
        formats.put(BioxenFormat.ID, new BioxenFormat());
        changes = new Changes(
                CuratorFolders.of(
                        Optional.ofNullable(context.getProperty("bioxen.data")).map(Path::of)),
                catalogs,
                name -> Optional.ofNullable(formats.get(name)),
                new Settings(config.generations_kept(), config.downloads(), Duration.ofSeconds(config.lock_timeout())),
                Steps.NONE,
                this::tell,
                this::begin);
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
