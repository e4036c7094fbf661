// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.List;
import java.util.Objects;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;

/**
 * A release that could be chosen. Immutable.
 *
 * @param id the release
 * @param catalog the id of the catalog that has it
 * @param dependencies what it needs, all of it
 * @param yanked whether it was withdrawn: it is then chosen only where it is locked or pinned
 */
public record Candidate(PackageId id, String catalog, List<Dependency> dependencies, boolean yanked) {
    /** Copies the list; refuses {@code null}. */
    public Candidate {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(catalog, "catalog");
        dependencies = List.copyOf(dependencies);
    }

    /** The package. */
    public PackageName name() {
        return id.name();
    }

    /** Which of its releases. */
    public PackageVersion version() {
        return id.version();
    }
}
