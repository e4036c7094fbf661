// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.util.List;
import java.util.Objects;
import org.bioxen.api.curator.Dependency;

/**
 * Packages that belong together for a purpose.
 *
 * @param summary the purpose, in one line
 * @param packages what belongs to it
 */
public record Profile(String summary, List<Dependency> packages) {
    /** Refuses {@code null}, copies the list. */
    public Profile {
        Objects.requireNonNull(summary, "summary");
        packages = List.copyOf(packages);
    }
}
