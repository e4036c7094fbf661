// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.curator.CatalogNotAvailableException;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageNotFoundException;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.Listed;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/** The catalogs at one moment. Every question is bounded in time. Thread-safe. */
public interface CatalogView extends AutoCloseable {
    /**
     * The releases of a package in the catalog that it belongs to.
     *
     * @param name the package
     * @param releases of it, checked, in any order
     * @param catalog the catalog's id
     */
    record Owned(PackageName name, List<Release> releases, String catalog) {
        /** Copies the list. */
        public Owned {
            releases = List.copyOf(releases);
        }
    }

    /**
     * The releases of a package: of the first catalog by priority that has it, or of the one that is named.
     *
     * @return empty if no catalog has it
     * @throws RepositoryNotFoundException if the named catalog is not there
     * @throws CatalogNotAvailableException if a catalog that may have it cannot be asked
     * @throws IntegrityException if a catalog's answer is corrupt
     */
    Optional<Owned> releases(PackageName name, Optional<String> catalog);

    /**
     * Opens an artifact.
     *
     * @throws CatalogNotAvailableException if the catalog is gone or cannot be asked
     * @throws PackageNotFoundException if the catalog does not have it
     * @throws IntegrityException if the catalog's answer is corrupt
     */
    ArtifactStream open(String catalog, Release release, Artifact artifact);

    /**
     * The profiles by name, each with the id of its catalog. Those of catalogs that come after one that cannot be asked are left
     * out, since that one may have others of the same names; {@link #missing} then names it.
     */
    Map<String, Map.Entry<String, Profile>> profiles();

    /** What the catalogs list, by catalog in the order in which they are asked; those that cannot be asked are in {@link #missing}. */
    Map<String, List<Listed>> listed();

    /** For each catalog that could not be asked one line: which and why. */
    List<String> missing();

    /** Names that are much like this one, at most three. */
    List<PackageName> similar(PackageName name);

    @Override
    void close();
}
