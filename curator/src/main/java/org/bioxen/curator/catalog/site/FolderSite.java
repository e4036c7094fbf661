// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog.site;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.bioxen.curator.index.CatalogIndex;
import org.bioxen.curator.index.FolderFiles;
import org.bioxen.curator.index.IndexPointer;
import org.bioxen.curator.index.IndexReader;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.CatalogCall;
import org.bioxen.spi.catalog.CatalogException;

/**
 * A folder. Whoever may write into it may also put an older state there: no revision is remembered.
 *
 * @param root the folder
 */
record FolderSite(Path root) implements Site {
    @Override
    public <T> T read(Reading<T> reading, CatalogCall call) throws CatalogException {
        return reading.read(new IndexReader(new FolderFiles(root)));
    }

    @Override
    public ArtifactStream artifact(String path, CatalogCall call) throws CatalogException {
        return new ArtifactStream(new FolderFiles(root).open(path, Long.MAX_VALUE), OptionalLong.empty());
    }

    @Override
    public long lastRevision() {
        return 0;
    }

    @Override
    public void seen(IndexPointer pointer, CatalogIndex index) {}

    @Override
    public Site offline() {
        return this;
    }

    @Override
    public String location() {
        return root.toString();
    }
}
