// SPDX-License-Identifier: Apache-2.0
package org.example.primers;

import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.tck.catalog.CatalogTck;

/** It is a catalog. */
class PrimerCatalogTest extends CatalogTck {
    private final PrimerCatalog catalog;

    PrimerCatalogTest() throws Exception {
        catalog = new PrimerCatalog();
    }

    @Override
    public CatalogProvider catalog() {
        return catalog;
    }

    @Override
    public PackageName known() {
        return new PackageName("primer_check");
    }
}
