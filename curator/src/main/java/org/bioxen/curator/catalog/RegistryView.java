// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.bioxen.api.curator.CatalogNotAvailableException;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageNotFoundException;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/** The catalogs that there were when an operation began. Each is asked for its snapshot when it is needed first, and once. */
final class RegistryView implements CatalogView {
    private static final int MOST_SIMILAR = 3;

    private final List<BoundCatalog> catalogs;
    private final Set<String> disabled;
    private final boolean offline;
    private final Map<BoundCatalog, CompletableFuture<CheckedSnapshot>> snapshots = new ConcurrentHashMap<>();
    private final Map<String, String> missing = new ConcurrentHashMap<>();
    private final Set<ReadAhead> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    RegistryView(List<BoundCatalog> catalogs, Set<String> disabled, boolean offline) {
        this.catalogs = catalogs;
        this.disabled = disabled;
        this.offline = offline;
    }

    @Override
    public Optional<Owned> releases(PackageName name, Optional<String> catalog) {
        List<BoundCatalog> asked = catalog.map(id -> List.of(named(id))).orElse(catalogs);
        for (BoundCatalog next : asked) {
            if (next.properties().covers(name)) {
                Optional<List<Release>> releases = snapshot(next).releases(name);
                if (releases.isPresent()) {
                    return Optional.of(new Owned(name, releases.get(), next.id()));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public ArtifactStream open(String catalog, Release release, Artifact artifact) {
        BoundCatalog from = named(catalog);
        if (offline && !from.properties().local()) {
            throw new CatalogNotAvailableException(
                    from.named("is not asked offline, and " + release.id() + " is not in the store"));
        }
        ReadAhead stream;
        try {
            stream = from.open(release, artifact);
        } catch (CatalogNotFoundException none) {
            throw new PackageNotFoundException(
                    from.named("lists " + release.id() + " and does not have its artifact: ") + Texts.message(none),
                    none);
        }
        streams.add(stream);
        if (closed) {
            stream.close();
        }
        return new ArtifactStream(stream, stream.length());
    }

    @Override
    public Map<String, Map.Entry<String, Profile>> profiles() {
        Map<String, Map.Entry<String, Profile>> profiles = new TreeMap<>();
        for (BoundCatalog catalog : catalogs) {
            try {
                snapshot(catalog)
                        .profiles()
                        .forEach((name, profile) -> profiles.putIfAbsent(name, Map.entry(catalog.id(), profile)));
            } catch (CuratorException failure) {
                missing.put(catalog.id(), failure.getMessage());
                break; // it may have profiles of the same names as those that come after it
            }
        }
        return profiles;
    }

    @Override
    public Map<String, List<Listed>> listed() {
        Map<String, List<Listed>> listed = new LinkedHashMap<>();
        for (BoundCatalog catalog : catalogs) {
            try {
                listed.put(
                        catalog.id(),
                        snapshot(catalog).listed().stream()
                                .filter(one -> catalog.properties().covers(one.name()))
                                .toList());
            } catch (CuratorException failure) {
                missing.put(catalog.id(), failure.getMessage());
            }
        }
        return listed;
    }

    @Override
    public List<String> missing() {
        List<String> lines = new ArrayList<>();
        for (BoundCatalog catalog : catalogs) {
            Optional.ofNullable(missing.get(catalog.id())).ifPresent(lines::add);
        }
        return lines;
    }

    @Override
    public List<PackageName> similar(PackageName name) {
        int most = Math.max(1, name.value().length() / 3);
        return listed().values().stream()
                .flatMap(List::stream)
                .map(Listed::name)
                .distinct()
                .map(other -> Map.entry(other, Distance.between(name.value(), other.value(), most)))
                .filter(near -> near.getValue() <= most)
                .sorted(Map.Entry.<PackageName, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(MOST_SIMILAR)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        streams.forEach(ReadAhead::close);
    }

    private BoundCatalog named(String id) {
        for (BoundCatalog catalog : catalogs) {
            if (catalog.id().equals(id)) {
                return catalog;
            }
        }
        if (disabled.contains(id)) {
            throw new RepositoryNotFoundException("catalog '" + id + "' is disabled; enable it first");
        }
        throw CatalogRegistry.noCatalog(
                id, catalogs.stream().map(BoundCatalog::id).toList());
    }

    private CheckedSnapshot snapshot(BoundCatalog catalog) {
        CompletableFuture<CheckedSnapshot> mine = new CompletableFuture<>();
        CompletableFuture<CheckedSnapshot> first = snapshots.putIfAbsent(catalog, mine);
        if (first == null) {
            try {
                mine.complete(catalog.snapshot(offline));
            } catch (CuratorException failure) {
                mine.completeExceptionally(failure);
                throw failure;
            } catch (RuntimeException | Error unexpected) {
                mine.completeExceptionally(unexpected);
                throw unexpected;
            }
            return mine.join();
        }
        try {
            return first.join(); // bounded by the catalog's timeout, which whoever asks has
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof CuratorException known) {
                throw known;
            }
            throw new CatalogNotAvailableException(catalog.named("cannot be asked"), failure.getCause());
        }
    }
}
