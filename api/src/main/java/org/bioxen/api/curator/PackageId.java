// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.Objects;

/**
 * One release of a package.
 *
 * @param name the package
 * @param version which of its releases
 */
public record PackageId(PackageName name, PackageVersion version) implements Comparable<PackageId> {
    /** Refuses {@code null}. */
    public PackageId {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
    }

    /** By name, then older first. */
    @Override
    public int compareTo(PackageId other) {
        int names = name.compareTo(other.name);
        return names != 0 ? names : version.compareTo(other.version);
    }

    /** Name and version with a blank between. */
    @Override
    public String toString() {
        return name + " " + version;
    }
}
