// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.RepositoryManager;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.curator.catalog.CatalogProperties;
import org.bioxen.curator.catalog.CatalogRegistry;
import org.bioxen.curator.catalog.CatalogStatus;
import org.bioxen.curator.catalog.site.BuiltInCatalog;
import org.bioxen.spi.catalog.CatalogProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes which catalogs there are by changing what is kept of it. Holds nothing itself. */
@Component(service = RepositoryManager.class)
public final class KeptRepositoryManager implements RepositoryManager {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRepositoryManager.class);

    private final CatalogRegistry registry;
    private final KeptDecisions kept;

    /** Made by Declarative Services. */
    @Activate
    public KeptRepositoryManager(@Reference CatalogRegistry registry, @Reference KeptDecisions kept) {
        this.registry = registry;
        this.kept = kept;
    }

    @Override
    public List<RepositoryInfo> list() {
        return registry.list().stream().map(KeptRepositoryManager::info).toList();
    }

    @Override
    public RepositoryInfo add(String id, String location, int priority) {
        BuiltInCatalog catalog = kept.catalog(id, location);
        registry.list().stream()
                .filter(there -> there.id().equals(id))
                .findFirst()
                .ifPresent(there -> {
                    throw taken(id, there.location(), there.origin());
                });
        registry.probe(catalog.provider(), catalog.properties());
        String place = String.valueOf(catalog.properties().get(CatalogProvider.LOCATION));
        kept.change(before -> {
            if (before.added().containsKey(id)) {
                throw taken(id, before.added().get(id), CatalogRegistry.ADDED);
            }
            return before.withAdded(id, place).withPriority(id, priority).withEnabled(id, true);
        });
        return info(registry.get(id));
    }

    private static CuratorException taken(String id, String location, String origin) {
        return new CuratorException(
                "there is a catalog '" + id + "' already" + (location.isEmpty() ? "" : " at " + location) + " ("
                        + origin + "); give another id, or remove it first");
    }

    @Override
    public void remove(String id) {
        CatalogProperties.checkId(id);
        if (!kept.decisions().added().containsKey(id)) {
            CatalogStatus there = registry.get(id);
            throw new CuratorException("catalog '" + id + "' was not added here but comes from " + there.origin()
                    + "; remove that, or disable the catalog");
        }
        kept.change(before -> before.without(id));
        forget(kept.cache().resolve(id));
    }

    /** What was kept of a catalog goes with it, so that one of the same name begins anew. */
    private static void forget(Path folder) {
        try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            LOG.warn("{} cannot be deleted: {}", folder, stays.toString());
        }
    }

    @Override
    public RepositoryInfo enable(String id, boolean on) {
        registry.get(id);
        kept.change(before -> before.withEnabled(id, on));
        return info(registry.get(id));
    }

    @Override
    public RepositoryInfo priority(String id, int priority) {
        registry.get(id);
        kept.change(before -> before.withPriority(id, priority));
        return info(registry.get(id));
    }

    @Override
    public List<RepositoryInfo> refresh(Optional<String> id) {
        if (id.isPresent()) {
            registry.refresh(id.get());
            return List.of(info(registry.get(id.get())));
        }
        for (CatalogStatus one : registry.list()) {
            if (one.enabled()) {
                refreshIfThere(one.id());
            }
        }
        return list();
    }

    private void refreshIfThere(String id) {
        try {
            registry.refresh(id);
        } catch (RepositoryNotFoundException gone) {
            LOG.debug("{}", gone.getMessage());
        }
    }

    private static RepositoryInfo info(CatalogStatus status) {
        return new RepositoryInfo(
                status.id(),
                status.title(),
                status.location(),
                status.origin(),
                status.priority(),
                status.enabled(),
                status.seen(),
                status.problem());
    }
}
