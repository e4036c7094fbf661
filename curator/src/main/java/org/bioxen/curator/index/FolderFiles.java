// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogUnauthorizedException;
import org.bioxen.spi.catalog.CatalogUnavailableException;

/**
 * The files of a catalog in a folder. A link that leads out of it is not followed.
 *
 * @param root the folder
 */
public record FolderFiles(Path root) implements CatalogFiles {
    @Override
    public InputStream open(String path, long size) throws CatalogException {
        Path file = root.resolve(ContentRef.checkPath(path));
        try {
            if (!file.toRealPath().startsWith(root.toRealPath())) {
                throw new CatalogCorruptException("'" + path + "' of the catalog leads out of " + root);
            }
            // A pipe would never end.
            if (!Files.isRegularFile(file)) {
                throw new CatalogCorruptException("'" + path + "' of the catalog in " + root + " is no file");
            }
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new CatalogNotFoundException("there is no '" + path + "' in " + root);
        } catch (AccessDeniedException e) {
            throw new CatalogUnauthorizedException("'" + file + "' may not be read");
        } catch (IOException e) {
            throw new CatalogUnavailableException("'" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
