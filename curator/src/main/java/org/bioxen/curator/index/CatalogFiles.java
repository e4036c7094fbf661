// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.InputStream;
import org.bioxen.spi.catalog.CatalogException;

/** Where the files of a catalog come from: a folder, a web server. */
@FunctionalInterface
public interface CatalogFiles {
    /**
     * Opens a file. Whoever asked closes it, counts and checks what comes.
     *
     * @param path below the catalog's root, one that {@link ContentRef} takes
     * @param size how many bytes the file should have; no more than one beyond them is read
     * @throws org.bioxen.spi.catalog.CatalogNotFoundException if there is none
     * @throws CatalogException if it cannot be opened
     */
    InputStream open(String path, long size) throws CatalogException;
}
