// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.resolve;

import java.util.Objects;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.Requirement;

/**
 * A requirement that the solution must meet, and where it comes from.
 *
 * @param requirement what is wanted
 * @param origin why, for people: {@code asked for}, {@code installed on request}, {@code profile bio}
 */
public record Demand(Requirement requirement, String origin) {
    /** Refuses {@code null}. */
    public Demand {
        Objects.requireNonNull(requirement, "requirement");
        Objects.requireNonNull(origin, "origin");
    }

    /** The package. */
    public PackageName name() {
        return requirement.name();
    }

    /** The requirement with its origin in brackets. */
    @Override
    public String toString() {
        return requirement + " (" + origin + ")";
    }
}
