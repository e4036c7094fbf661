// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.Objects;

/**
 * One comparison, such as {@code >= 1.0}.
 *
 * @param operator how it compares
 * @param bound with what
 * @param noUpgrade whether it was written with {@code @}: a version that is installed and satisfies it is not upgraded
 */
public record VersionConstraint(VersionOperator operator, PackageVersion bound, boolean noUpgrade) {
    /** Refuses {@code null}. */
    public VersionConstraint {
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(bound, "bound");
    }

    /** Whether the version satisfies it. */
    public boolean allows(PackageVersion version) {
        return operator.holds(version, bound);
    }

    /** The constraint as {@link VersionConstraints#parse} reads it. */
    @Override
    public String toString() {
        return (noUpgrade ? "@" : "") + operator.symbol() + " " + bound;
    }
}
