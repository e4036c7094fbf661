// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.catalog;

import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.catalog.CatalogSnapshot;

/** What the chapters ask about. */
interface CatalogSubject {
    /** The catalog. */
    CatalogProvider catalog();

    /** A package that it has. */
    PackageName known();

    /** A package that it does not have. */
    PackageName unknown();

    /** A call with time enough. */
    CatalogCall call();

    /** The catalog as it is now. */
    CatalogSnapshot snapshot() throws CatalogException;
}
