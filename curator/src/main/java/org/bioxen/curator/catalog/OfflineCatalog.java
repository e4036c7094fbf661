// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogSnapshot;

/** A catalog that remembers over restarts what it had. */
public interface OfflineCatalog {
    /**
     * What was seen last, without asking anybody. Of a package that was not looked up then it cannot be told what there is.
     *
     * @throws CatalogException if nothing has been seen yet, or what is kept of it is damaged
     */
    CatalogSnapshot lastSeen(CatalogCall call) throws CatalogException;
}
