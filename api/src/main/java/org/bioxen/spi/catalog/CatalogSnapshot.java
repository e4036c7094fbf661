// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bioxen.api.curator.PackageName;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a catalog had at one moment. It does not change: whoever asks twice gets the same answer, though it may be looked up at the
 * first question. Thread-safe.
 */
@ConsumerType
public interface CatalogSnapshot {
    /** Tells this state of the catalog from others: equal tokens, equal answers. At most 200 characters. */
    String token();

    /**
     * The releases of a package, in any order, at most 10,000.
     *
     * @throws CatalogNotFoundException if the catalog does not have the package
     * @throws CatalogException if it cannot be told
     */
    List<Release> releases(PackageName name, CatalogCall call) throws CatalogException;

    /**
     * What there is, by name in any order, without looking up releases; the platform stops reading when it has enough.
     *
     * @throws CatalogException if it cannot be told
     */
    Iterator<Listed> packages(CatalogCall call) throws CatalogException;

    /**
     * Sets of packages that belong together, by name; none if absent.
     *
     * @throws CatalogException if it cannot be told
     */
    default Map<String, Profile> profiles(CatalogCall call) throws CatalogException {
        return Map.of();
    }
}
