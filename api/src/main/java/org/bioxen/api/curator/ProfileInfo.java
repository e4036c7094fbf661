// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.util.List;

/**
 * Packages that belong together for a purpose.
 *
 * @param name what it is called
 * @param summary the purpose, in one line
 * @param catalog the id of the catalog that it comes from
 * @param packages what belongs to it
 */
public record ProfileInfo(String name, String summary, String catalog, List<Dependency> packages) {
    /** Copies the list. */
    public ProfileInfo {
        packages = List.copyOf(packages);
    }
}
