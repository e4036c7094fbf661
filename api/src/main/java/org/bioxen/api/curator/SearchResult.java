// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.List;

/**
 * What a search found.
 *
 * @param packages the best first
 * @param more whether there was more than the limit
 * @param missing for each catalog that could not be asked one line: which and why
 */
public record SearchResult(List<Hit> packages, boolean more, List<String> missing) {
    /** Copies the lists. */
    public SearchResult {
        packages = List.copyOf(packages);
        missing = List.copyOf(missing);
    }

    /**
     * A package that was found.
     *
     * @param name the package
     * @param latest its newest release, or empty text if the catalog does not tell without a further question
     * @param summary what it is for, in one line
     * @param catalog the id of the catalog that it belongs to
     */
    public record Hit(PackageName name, String latest, String summary, String catalog) {}
}
