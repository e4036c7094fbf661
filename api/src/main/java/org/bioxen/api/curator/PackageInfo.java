// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A release, and what else there is of the package.
 *
 * @param id the release
 * @param catalog the id of the catalog
 * @param summary what it is for, in one line
 * @param description what it is for, at length; may be empty
 * @param licence its licence, if known
 * @param homepage where to read more, if there is such a place
 * @param labels words that it is found by
 * @param dependencies what it needs
 * @param size length of its artifact in bytes, if known
 * @param yanked why it should not be installed any more, if that is so
 * @param versions all releases of the package in this catalog, newest first; those that are yanked are not among them
 * @param alsoIn ids of further catalogs that have the package and are not asked for it
 */
public record PackageInfo(
        PackageId id,
        String catalog,
        String summary,
        String description,
        Optional<String> licence,
        Optional<String> homepage,
        List<String> labels,
        List<Dependency> dependencies,
        OptionalLong size,
        Optional<String> yanked,
        List<PackageVersion> versions,
        List<String> alsoIn) {
    /** Copies the lists. */
    public PackageInfo {
        labels = List.copyOf(labels);
        dependencies = List.copyOf(dependencies);
        versions = List.copyOf(versions);
        alsoIn = List.copyOf(alsoIn);
    }
}
