// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/** A well-behaved catalog in memory, to be overridden where it shall misbehave. */
class Shelf implements CatalogProvider {
    final AtomicInteger snapshots = new AtomicInteger();
    final AtomicInteger lookups = new AtomicInteger();
    private final Map<PackageName, List<Release>> releases = new TreeMap<>();
    private final Map<String, Profile> profiles = new TreeMap<>();

    /** A catalog with these releases, each as {@code name version}. */
    static Shelf of(String... releases) {
        Shelf shelf = new Shelf();
        shelf.stock(releases);
        return shelf;
    }

    void stock(String... more) {
        for (String one : more) {
            Release release = release(one);
            releases.computeIfAbsent(release.id().name(), name -> new ArrayList<>())
                    .add(release);
        }
    }

    Shelf profile(String name, String... packages) {
        profiles.put(
                name,
                new Profile(
                        "for " + name,
                        List.of(packages).stream().map(Dependency::parse).toList()));
        return this;
    }

    static PackageName name(String name) {
        return new PackageName(name);
    }

    static Release release(String nameAndVersion) {
        String[] parts = nameAndVersion.split(" ");
        return Release.builder(new PackageId(name(parts[0]), PackageVersion.parse(parts[1])))
                .summary("the " + parts[0])
                .artifact(new Artifact(
                        "bioxen",
                        Artifact.ALL,
                        nameAndVersion,
                        OptionalLong.of(nameAndVersion.length()),
                        Optional.empty()))
                .build();
    }

    @Override
    public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) throws CatalogException {
        snapshots.incrementAndGet();
        String token =
                "t" + releases.values().stream().mapToInt(Collection::size).sum();
        if (last.equals(Optional.of(token))) {
            return Optional.empty();
        }
        Map<PackageName, List<Release>> now = new TreeMap<>(releases);
        return Optional.of(new CatalogSnapshot() {
            @Override
            public String token() {
                return token;
            }

            @Override
            public List<Release> releases(PackageName name, CatalogCall asked) throws CatalogException {
                lookups.incrementAndGet();
                if (!now.containsKey(name)) {
                    throw new CatalogNotFoundException("no " + name);
                }
                return now.get(name);
            }

            @Override
            public Iterator<Listed> packages(CatalogCall asked) {
                return now.keySet().stream()
                        .map(name -> new Listed(name, "the " + name, Optional.empty()))
                        .iterator();
            }

            @Override
            public Map<String, Profile> profiles(CatalogCall asked) {
                return profiles;
            }
        });
    }

    @Override
    public ArtifactStream open(Release release, Artifact artifact, CatalogCall call) throws CatalogException {
        byte[] bytes = artifact.location().getBytes(UTF_8);
        return new ArtifactStream(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
    }
}
