// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.util.Optional;

/** What people have decided about catalogs. A service within this bundle. Thread-safe. */
public interface CatalogSettings {
    /**
     * What was decided about one.
     *
     * @param enabled whether it is asked
     * @param priority its place among the others, in place of what the catalog says
     */
    record Setting(boolean enabled, Optional<Integer> priority) {
        /** Nothing was decided. */
        public static final Setting NONE = new Setting(true, Optional.empty());
    }

    /**
     * Looks at what was decided last, also by other processes, and publishes the catalogs that were added. Called before catalogs
     * are asked.
     *
     * @throws org.bioxen.api.curator.CuratorException if it cannot be read
     */
    void synchronize();

    /** What was decided about the catalog of this id. */
    Setting of(String id);
}
