// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;

/**
 * A package in a catalog, as a search shows it.
 *
 * @param name the package
 * @param summary what it is for, in one line; may be empty
 * @param latest its newest release, if the catalog knows without looking it up
 * @param labels words that it can be found by
 */
public record Listed(PackageName name, String summary, Optional<PackageVersion> latest, List<String> labels) {
    /** Without labels. */
    public Listed(PackageName name, String summary, Optional<PackageVersion> latest) {
        this(name, summary, latest, List.of());
    }

    /** Refuses {@code null}, copies the list. */
    public Listed {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(latest, "latest");
        labels = List.copyOf(labels);
    }
}
