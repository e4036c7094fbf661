// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.Objects;
import java.util.Optional;

/**
 * What somebody asks for: a package, perhaps only some of its versions, perhaps from one catalog. Immutable.
 *
 * @param dependency the package and which of its versions will do
 * @param catalog the id of the catalog that it shall come from; if absent, the first by priority that has the package
 */
public record Requirement(Dependency dependency, Optional<String> catalog) {
    /** Refuses {@code null}. */
    public Requirement {
        Objects.requireNonNull(dependency, "dependency");
        Objects.requireNonNull(catalog, "catalog");
    }

    /**
     * Reads a requirement: {@code json}, {@code json >= 1.0}, or {@code local:json >= 1.0} for a catalog called local.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Requirement parse(String text) {
        int colon = Objects.requireNonNull(text, "text").indexOf(':');
        if (colon < 0) {
            return new Requirement(Dependency.parse(text), Optional.empty());
        }
        return new Requirement(
                Dependency.parse(text.substring(colon + 1)),
                Optional.of(CatalogIds.check(text.substring(0, colon).strip())));
    }

    /** The package. */
    public PackageName name() {
        return dependency.name();
    }

    /** Which of its versions will do. */
    public VersionConstraints constraints() {
        return dependency.constraints();
    }

    /** The requirement as {@link #parse} reads it. */
    @Override
    public String toString() {
        return catalog.map(id -> id + ":").orElse("") + dependency;
    }
}
