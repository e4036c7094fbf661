// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.curator.catalog.CatalogSettings.Setting;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.bioxen.spi.configuration.ConfigurationReader;
import org.bioxen.spi.configuration.ConfigurationReader.Reading;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
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

/** The catalogs that are there, whoever brought them. No catalog is asked before somebody wants to know something. Thread-safe. */
@Component(
        service = {Catalogs.class, CatalogRegistry.class},
        configurationPid = CatalogRegistry.PID)
@Designate(ocd = CatalogRegistry.Config.class)
public final class CatalogRegistry implements Catalogs {
    /** The pid of its configuration. */
    static final String PID = "org.bioxen.curator.catalogs";

    /** The origin of a catalog that a file of configuration has made. */
    public static final String CONFIGURATION = "configuration";

    /** The origin of a catalog that was added by command. */
    public static final String ADDED = "added";

    /** Service property by which the platform marks catalogs that were added by command. */
    public static final String ORIGIN = "bioxen.catalog.origin";

    private static final Logger LOG = LoggerFactory.getLogger(CatalogRegistry.class);
    private static final long MOST_MILLIS = 3_600_000;

    private final CatalogSettings settings;
    private final ConfigurationReader reader = new ConfigurationReader(PID, Config.class, LOG::warn);
    private volatile Duration timeout;
    private final Object lock = new Object();
    private final Map<Long, BoundCatalog> bound = new TreeMap<>(); // guarded by lock; by service, the eldest first
    private final Map<Long, CatalogStatus> refused = new TreeMap<>(); // guarded by lock

    /** Configuration of the catalogs. */
    @ObjectClassDefinition(name = "BioXen catalogs", description = "How catalogs of packages are asked.")
    public @interface Config {
        /** Milliseconds. */
        @AttributeDefinition(
                name = "Catalog timeout",
                description =
                        "How long a catalog may take for an answer, and for the next bytes of an artifact, in milliseconds.",
                min = "1",
                max = "" + MOST_MILLIS,
                required = false)
        long catalog_timeout() default 30_000;
    }

    /** Made by Declarative Services. */
    @Activate
    public CatalogRegistry(@Reference CatalogSettings settings, Map<String, Object> configuration) {
        this.settings = settings;
        configure(configuration);
    }

    /** Takes a changed configuration over, for what is asked from now on. */
    @Modified
    void configure(Map<String, Object> configuration) {
        timeout = timeout(reader.read(configuration));
    }

    private static Duration timeout(Reading reading) {
        return Duration.ofMillis(reading.number("catalog.timeout", 1, MOST_MILLIS));
    }

    /** What is wrong with its configuration beforehand. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public List<String> problems(String pid, Map<String, ?> configuration) {
            return ConfigurationReader.problems(Config.class, configuration, CatalogRegistry::timeout);
        }
    }

    /** A catalog has come. */
    @Reference(
            service = CatalogProvider.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "update")
    void bind(CatalogProvider provider, ServiceReference<CatalogProvider> reference) {
        add(provider, properties(reference), origin(reference), serviceId(reference));
    }

    /** What a catalog says of itself has changed. */
    void update(CatalogProvider provider, ServiceReference<CatalogProvider> reference) {
        change(provider, properties(reference), origin(reference), serviceId(reference));
    }

    /** A catalog has gone. */
    void unbind(ServiceReference<CatalogProvider> reference) {
        remove(serviceId(reference));
    }

    /** Ends all calls. */
    @Deactivate
    void close() {
        List<BoundCatalog> last;
        synchronized (lock) {
            last = List.copyOf(bound.values());
            bound.clear();
            refused.clear();
        }
        last.forEach(BoundCatalog::leave);
    }

    void add(CatalogProvider provider, Map<String, ?> properties, String origin, long serviceId) {
        try {
            CatalogProperties checked = CatalogProperties.of(properties);
            BoundCatalog catalog = new BoundCatalog(provider, checked, serviceId, origin, () -> timeout);
            boolean doubled;
            synchronized (lock) {
                doubled = bound.values().stream().anyMatch(other -> other.id().equals(checked.id()));
                bound.put(serviceId, catalog);
            }
            if (doubled) {
                LOG.warn("{}", alsoCalled(catalog));
            } else {
                LOG.info("catalog '{}' has come from {}", checked.id(), origin);
            }
        } catch (IllegalArgumentException wrong) {
            LOG.warn("a catalog of {} is refused: {}", origin, wrong.getMessage());
            String id = Texts.shown(Objects.toString(properties.get(CatalogProvider.ID), "?"));
            synchronized (lock) {
                refused.put(
                        serviceId,
                        new CatalogStatus(
                                id, "", "", origin, 0, false, Optional.empty(), Optional.of(wrong.getMessage())));
            }
        }
    }

    void change(CatalogProvider provider, Map<String, ?> properties, String origin, long serviceId) {
        synchronized (lock) {
            BoundCatalog before = bound.get(serviceId);
            try {
                CatalogProperties changed = CatalogProperties.of(properties);
                if (before != null && before.id().equals(changed.id())) {
                    before.properties(changed);
                    return;
                }
            } catch (IllegalArgumentException wrong) {
                // told below, where it is refused
            }
        }
        remove(serviceId);
        add(provider, properties, origin, serviceId);
    }

    void remove(long serviceId) {
        BoundCatalog catalog;
        synchronized (lock) {
            catalog = bound.remove(serviceId);
            refused.remove(serviceId);
        }
        if (catalog != null) {
            LOG.info("catalog '{}' has gone", catalog.id());
            catalog.leave();
        }
    }

    @Override
    public CatalogView view(boolean offline) {
        settings.synchronize();
        return new RegistryView(enabled(), disabledIds(), offline);
    }

    /** How all catalogs are, in the order in which they are asked; then those that are not asked, and why. */
    public List<CatalogStatus> list() {
        settings.synchronize();
        List<CatalogStatus> list = new ArrayList<>();
        for (BoundCatalog catalog : enabled()) {
            list.add(status(catalog, true, catalog.problem()));
        }
        for (BoundCatalog catalog : counting()) {
            if (!setting(catalog).enabled()) {
                list.add(status(catalog, false, catalog.problem()));
            }
        }
        synchronized (lock) {
            list.addAll(refused.values());
        }
        Set<BoundCatalog> counting = new HashSet<>(counting());
        for (BoundCatalog catalog : all()) {
            if (!counting.contains(catalog)) {
                list.add(status(catalog, false, Optional.of(alsoCalled(catalog))));
            }
        }
        return list;
    }

    /**
     * How one is.
     *
     * @throws RepositoryNotFoundException if there is none of this id
     */
    public CatalogStatus get(String id) {
        return list().stream()
                .filter(status -> status.id().equals(id))
                .findFirst()
                .orElseThrow(() -> noCatalog(id, ids(all())));
    }

    /**
     * Asks a catalog for its present state and forgets what it did before. What goes wrong is in its status.
     *
     * @throws RepositoryNotFoundException if there is none of this id
     */
    public void refresh(String id) {
        settings.synchronize();
        BoundCatalog catalog = counting().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> noCatalog(id, ids(all())));
        catalog.forgive();
        try {
            catalog.snapshot(false);
        } catch (CuratorException failure) {
            LOG.debug("{}", failure.getMessage()); // kept as the catalog's problem
        }
    }

    /**
     * Asks a catalog that is not published, in the same bounded way as those that are.
     *
     * @throws CuratorException if it does not answer, or what it answers makes no sense
     */
    public void probe(CatalogProvider provider, Map<String, ?> properties) {
        BoundCatalog catalog = new BoundCatalog(provider, CatalogProperties.of(properties), -1, ADDED, () -> timeout);
        try {
            catalog.probe();
            catalog.snapshot(false);
        } catch (CatalogNotFoundException none) {
            throw new CuratorException("there is no catalog: " + Texts.message(none), none);
        } finally {
            catalog.leave();
        }
    }

    private CatalogStatus status(BoundCatalog catalog, boolean enabled, Optional<String> problem) {
        CatalogProperties properties = catalog.properties();
        return new CatalogStatus(
                properties.id(),
                properties.title(),
                properties.location(),
                catalog.origin(),
                priority(catalog),
                enabled,
                catalog.seen(),
                problem);
    }

    private List<BoundCatalog> all() {
        synchronized (lock) {
            return List.copyOf(bound.values());
        }
    }

    /** Of several of one id the eldest, so that nobody takes the place of a catalog that is there. */
    private List<BoundCatalog> counting() {
        Map<String, BoundCatalog> eldest = new HashMap<>();
        for (BoundCatalog catalog : all()) {
            eldest.putIfAbsent(catalog.id(), catalog);
        }
        return List.copyOf(eldest.values());
    }

    private List<BoundCatalog> enabled() {
        return counting().stream()
                .filter(catalog -> setting(catalog).enabled())
                .sorted(Comparator.comparingInt((BoundCatalog catalog) -> -priority(catalog))
                        .thenComparingInt(catalog -> -catalog.properties().ranking())
                        .thenComparing(BoundCatalog::id))
                .toList();
    }

    private Set<String> disabledIds() {
        return counting().stream()
                .filter(catalog -> !setting(catalog).enabled())
                .map(BoundCatalog::id)
                .collect(Collectors.toSet());
    }

    private Setting setting(BoundCatalog catalog) {
        return settings.of(catalog.id());
    }

    private int priority(BoundCatalog catalog) {
        return setting(catalog).priority().orElse(catalog.properties().priority());
    }

    private String alsoCalled(BoundCatalog catalog) {
        return "a catalog of " + catalog.origin() + " is called '" + catalog.id()
                + "' too and is not asked; give it another id";
    }

    private static List<String> ids(List<BoundCatalog> catalogs) {
        return catalogs.stream().map(BoundCatalog::id).toList();
    }

    static RepositoryNotFoundException noCatalog(String id, List<String> there) {
        return new RepositoryNotFoundException("there is no catalog '" + Texts.shown(id) + "'; there "
                + (there.isEmpty() ? "is none" : "are " + String.join(", ", there)));
    }

    private static Map<String, Object> properties(ServiceReference<?> reference) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        return properties;
    }

    private static long serviceId(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /** Said by the platform alone: a plugin's own word is not asked. */
    private static String origin(ServiceReference<CatalogProvider> reference) {
        Class<?> here = CatalogRegistry.class;
        boolean ours = reference.getBundle() != null && reference.getBundle().equals(FrameworkUtil.getBundle(here));
        Object said = reference.getProperty(ORIGIN);
        if (ours && said instanceof String origin) {
            return origin;
        }
        return reference.getBundle() == null
                ? "?"
                : "bundle " + reference.getBundle().getSymbolicName();
    }
}
