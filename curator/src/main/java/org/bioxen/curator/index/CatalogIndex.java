// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.Profile;

/**
 * What a catalog has, without the releases, which each package has in a file of its own.
 *
 * @param title what people call the catalog, in one line
 * @param description more about it; may be empty
 * @param revision grows with every change; a client refuses an index that is older than one it has seen
 * @param created when it was made
 * @param packages the packages by name
 * @param profiles sets of packages by name
 */
public record CatalogIndex(
        String title,
        String description,
        long revision,
        Instant created,
        Map<PackageName, Entry> packages,
        Map<String, Profile> profiles) {
    /** Copies the maps, sorted. */
    public CatalogIndex {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(created, "created");
        packages = Collections.unmodifiableMap(new TreeMap<>(packages));
        profiles = Collections.unmodifiableMap(new TreeMap<>(profiles));
    }

    /**
     * A package in the index.
     *
     * @param summary what it is for, in one line
     * @param labels words that it can be found by
     * @param latest its newest release that is not yanked, or else its newest
     * @param releases the file of its releases
     */
    public record Entry(String summary, List<String> labels, PackageVersion latest, ContentRef releases) {
        /** Copies the list. */
        public Entry {
            Objects.requireNonNull(summary, "summary");
            labels = List.copyOf(labels);
            Objects.requireNonNull(latest, "latest");
            Objects.requireNonNull(releases, "releases");
        }
    }
}
