// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

/** All catalogs. Thread-safe. */
public interface Catalogs {
    /**
     * The catalogs as they are now, for one operation. A catalog that comes later is not seen in it; one that goes is, as far as it
     * was asked before.
     *
     * @param offline whether to do with what was seen last
     */
    CatalogView view(boolean offline);
}
