// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.curator.PackageName;
import org.bioxen.curator.catalog.OfflineCatalog;
import org.bioxen.curator.index.CatalogIndex;
import org.bioxen.curator.index.IndexPointer;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/** A catalog of static files with an index. Thread-safe. */
final class StaticCatalog implements CatalogProvider, OfflineCatalog {
    private final Site site;

    StaticCatalog(Site site) {
        this.site = site;
    }

    @Override
    public Optional<CatalogSnapshot> snapshot(Optional<String> last, CatalogCall call) throws CatalogException {
        return snapshot(site, last, call);
    }

    @Override
    public CatalogSnapshot lastSeen(CatalogCall call) throws CatalogException {
        return snapshot(site.offline(), Optional.empty(), call).orElseThrow();
    }

    @Override
    public ArtifactStream open(Release release, Artifact artifact, CatalogCall call) throws CatalogException {
        try {
            return site.artifact(artifact.location(), call);
        } catch (IllegalArgumentException noPath) {
            throw new CatalogCorruptException(noPath.getMessage(), noPath);
        }
    }

    @Override
    public String probe(CatalogCall call) throws CatalogException {
        CatalogIndex index = site.read(reader -> reader.index(reader.pointer(), site.lastRevision()), call);
        return site.location() + ": " + index.title() + ", revision " + index.revision() + ", "
                + index.packages().size() + " packages";
    }

    private static Optional<CatalogSnapshot> snapshot(Site site, Optional<String> last, CatalogCall call)
            throws CatalogException {
        return site.read(
                reader -> {
                    IndexPointer pointer = reader.pointer();
                    if (last.equals(Optional.of(pointer.index().sha256()))) {
                        return Optional.empty();
                    }
                    CatalogIndex index = reader.index(pointer, site.lastRevision());
                    site.seen(pointer, index);
                    return Optional.of(new IndexSnapshot(site, pointer, index));
                },
                call);
    }

    /**
     * What an index says. The index is held whole, releases are read when they are asked for.
     *
     * @param site where the releases are
     * @param pointer names the index
     * @param index the index
     */
    private record IndexSnapshot(Site site, IndexPointer pointer, CatalogIndex index) implements CatalogSnapshot {
        @Override
        public String token() {
            return pointer.index().sha256();
        }

        @Override
        public List<Release> releases(PackageName name, CatalogCall call) throws CatalogException {
            return site.read(reader -> reader.releases(index, name), call);
        }

        @Override
        public Iterator<Listed> packages(CatalogCall call) {
            return index.packages().entrySet().stream()
                    .map(entry -> new Listed(
                            entry.getKey(),
                            entry.getValue().summary(),
                            Optional.of(entry.getValue().latest()),
                            entry.getValue().labels()))
                    .iterator();
        }

        @Override
        public Map<String, Profile> profiles(CatalogCall call) {
            return index.profiles();
        }
    }
}
