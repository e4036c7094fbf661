// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import org.bioxen.curator.index.CatalogIndex;
import org.bioxen.curator.index.IndexPointer;
import org.bioxen.curator.index.IndexReader;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;

/** Where the files of a catalog are. Thread-safe. */
interface Site {
    /** Something that is read from the index. */
    interface Reading<T> {
        T read(IndexReader reader) throws CatalogException;
    }

    /** Reads from the index. It may be read twice, if what was kept of it is damaged. */
    <T> T read(Reading<T> reading, CatalogCall call) throws CatalogException;

    /** Opens an artifact by its path within the catalog. */
    ArtifactStream artifact(String path, CatalogCall call) throws CatalogException;

    /** The highest revision that was ever seen and must not be gone behind; 0 if any will do. */
    long lastRevision();

    /** An index has been read and is as it should be. */
    void seen(IndexPointer pointer, CatalogIndex index);

    /** The same files, as far as they are here. */
    Site offline();

    /** Where it is, without credentials. */
    String location();
}
