// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What there is in all catalogs together. A service. Thread-safe.
 *
 * <p>A package belongs to the first catalog by priority that has it; the others are not seen unless they are named. A catalog that
 * cannot be asked is an error, not an empty answer, except in {@link #search}, which says which ones are missing.
 */
@ProviderType
public interface Curator {
    /**
     * Packages with all of these words in their name, summary or labels, those whose name fits best first.
     *
     * @param text words with blanks between; empty for all
     * @param limit at most so many, at least 1
     */
    SearchResult search(String text, int limit);

    /**
     * A package, with its newest release that is neither yanked nor a pre-release, or else the newest.
     *
     * @param catalog the id of a catalog, or empty for the one that the package belongs to
     * @throws PackageNotFoundException if no catalog has it
     * @throws CuratorException if a catalog that may have it cannot be asked
     */
    PackageInfo info(PackageName name, Optional<String> catalog);

    /**
     * A certain release of a package.
     *
     * @throws PackageNotFoundException if no catalog has it
     * @throws CuratorException if a catalog that may have it cannot be asked
     */
    PackageInfo info(PackageId release, Optional<String> catalog);

    /** All profiles of all catalogs, by name; of two with one name that of the catalog that is asked first. */
    List<ProfileInfo> profiles();
}
