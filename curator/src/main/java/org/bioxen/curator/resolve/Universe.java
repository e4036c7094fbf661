// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.List;
import java.util.Optional;
import org.bioxen.api.curator.PackageName;

/** What there is to choose from. What it throws ends the resolution and reaches the caller. */
@FunctionalInterface
public interface Universe {
    /**
     * The releases of a package, in any order. A resolution asks at most once for a name and catalog, and only for packages that
     * something it considers needs.
     *
     * @param catalog the only catalog to look in; if absent, the first by priority that has the package
     * @return nothing if there is no such package; an empty list if there is, but no release of it can be installed
     */
    Optional<List<Candidate>> releases(PackageName name, Optional<String> catalog);

    /** Packages that are written much like that one, which nobody has: the best guesses first. */
    default List<PackageName> similar(PackageName name) {
        return List.of();
    }
}
