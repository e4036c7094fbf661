// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bioxen.api.curator.CatalogNotAvailableException;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.curator.catalog.CatalogView;
import org.bioxen.curator.catalog.Catalogs;
import org.bioxen.curator.store.Digests;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/** Catalogs in memory; the first that has anything is asked first. */
final class Market implements Catalogs {
    private final Map<String, Map<PackageName, List<Release>>> catalogs = new LinkedHashMap<>();
    private final Map<String, byte[]> artifacts = new LinkedHashMap<>();
    private final Map<String, Map.Entry<String, Profile>> profiles = new TreeMap<>();
    final Set<String> silent = new HashSet<>();
    final AtomicInteger opened = new AtomicInteger();

    Market offer(String catalog, Package... packages) {
        for (Package one : packages) {
            byte[] archive = one.archive();
            String location = catalog + "/" + one.id.name() + "-" + one.id.version();
            Release.Builder release =
                    Release.builder(one.id).summary("made for a test").licence("MIT");
            one.needs.forEach(needed -> release.dependency(Dependency.parse(needed)));
            if (!one.yanked.isEmpty()) {
                release.yanked(one.yanked);
            }
            release.artifact(new Artifact(
                    "bioxen",
                    one.platform,
                    location,
                    one.telling ? OptionalLong.of(archive.length) : OptionalLong.empty(),
                    one.telling ? Optional.of(Digests.sha256(archive)) : Optional.empty()));
            artifacts.put(location, archive);
            List<Release> releases = catalogs.computeIfAbsent(catalog, id -> new LinkedHashMap<>())
                    .computeIfAbsent(one.id.name(), name -> new ArrayList<>());
            releases.removeIf(old -> old.id().equals(one.id));
            releases.add(release.build());
        }
        return this;
    }

    Market profile(String name, String... packages) {
        List<Dependency> all = List.of(packages).stream().map(Dependency::parse).toList();
        profiles.put(name, Map.entry("main", new Profile("for tests", all)));
        return this;
    }

    /** The bytes that an artifact is served as; they may be changed. */
    byte[] artifact(String catalog, String name, String version) {
        return artifacts.get(catalog + "/" + name + "-" + version);
    }

    void close(String catalog) {
        catalogs.remove(catalog);
    }

    @Override
    public CatalogView view(boolean offline) {
        return new View();
    }

    private final class View implements CatalogView {
        @Override
        public Optional<Owned> releases(PackageName name, Optional<String> catalog) {
            if (catalog.isPresent() && !catalogs.containsKey(catalog.get())) {
                throw new RepositoryNotFoundException("there is no catalog '" + catalog.get() + "'");
            }
            for (String id : catalog.map(List::of).orElse(List.copyOf(catalogs.keySet()))) {
                if (silent.contains(id)) {
                    throw new CatalogNotAvailableException("catalog '" + id + "' does not answer");
                }
                List<Release> releases = catalogs.get(id).get(name);
                if (releases != null) {
                    return Optional.of(new Owned(name, releases, id));
                }
            }
            return Optional.empty();
        }

        @Override
        public ArtifactStream open(String catalog, Release release, Artifact artifact) {
            if (silent.contains(catalog) || !catalogs.containsKey(catalog)) {
                throw new CatalogNotAvailableException("catalog '" + catalog + "' does not answer");
            }
            opened.incrementAndGet();
            byte[] bytes = artifacts.get(artifact.location());
            return new ArtifactStream(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
        }

        @Override
        public Map<String, Map.Entry<String, Profile>> profiles() {
            return profiles;
        }

        @Override
        public Map<String, List<Listed>> listed() {
            return Map.of();
        }

        @Override
        public List<String> missing() {
            return List.of();
        }

        @Override
        public List<PackageName> similar(PackageName name) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
