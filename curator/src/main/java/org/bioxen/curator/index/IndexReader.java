// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.bioxen.api.curator.PackageName;
import org.bioxen.curator.format.JsonException;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.CatalogUnavailableException;
import org.bioxen.spi.catalog.Release;

/**
 * Reads a catalog of static files. Every file but the pointer is held against the size and the digest that named it before anything
 * in it is believed; the pointer has one spelling and names the index by its digest. Holds nothing; as thread-safe as the files.
 */
public final class IndexReader {
    /** The largest index, in bytes. */
    private static final int MOST_INDEX_BYTES = 64 << 20;

    private final CatalogFiles files;

    /** Reads the catalog of these files. */
    public IndexReader(CatalogFiles files) {
        this.files = Objects.requireNonNull(files, "files");
    }

    /**
     * Reads the pointer.
     *
     * @throws CatalogNotFoundException if there is none, and so no catalog
     * @throws CatalogCorruptException if it is not exactly as it must be
     * @throws CatalogException if the files cannot be read
     */
    public IndexPointer pointer() throws CatalogException {
        byte[] bytes = read(IndexPointer.FILE, IndexPointer.MAX_BYTES);
        if (bytes.length > IndexPointer.MAX_BYTES) {
            throw new CatalogCorruptException(IndexPointer.FILE + " has more than " + IndexPointer.MAX_BYTES
                    + " bytes; it is no pointer to an index");
        }
        return parsed(() -> IndexPointer.read(bytes));
    }

    /**
     * Reads the index that a pointer names.
     *
     * @param lastRevision the highest revision of this catalog that was ever seen, 0 if none was
     * @throws CatalogCorruptException if it is not what the pointer says, makes no sense, or is older than that revision
     * @throws CatalogException if the files cannot be read
     */
    public CatalogIndex index(IndexPointer pointer, long lastRevision) throws CatalogException {
        byte[] bytes = fetch(pointer.index(), MOST_INDEX_BYTES);
        CatalogIndex index = parsed(() -> IndexJson.index(pointer.index().path(), bytes));
        if (index.revision() < lastRevision) {
            throw new CatalogCorruptException("the catalog '" + index.title() + "' is at revision " + index.revision()
                    + ", and was at " + lastRevision + " before: somebody shows an old state of it");
        }
        return index;
    }

    /**
     * Reads the releases of a package, the newest first as the catalog's maker has it.
     *
     * @throws CatalogNotFoundException if the index does not have the package
     * @throws CatalogCorruptException if the file is not what the index says, or makes no sense
     * @throws CatalogException if the files cannot be read
     */
    public List<Release> releases(CatalogIndex index, PackageName name) throws CatalogException {
        CatalogIndex.Entry entry = index.packages().get(name);
        if (entry == null) {
            throw new CatalogNotFoundException("the catalog '" + index.title() + "' has no package " + name);
        }
        byte[] bytes = fetch(entry.releases(), IndexJson.MOST_RELEASES_BYTES);
        return parsed(() -> IndexJson.releases(entry.releases().path(), bytes, name));
    }

    private byte[] fetch(ContentRef wanted, int most) throws CatalogException {
        if (wanted.size() > most) {
            throw new CatalogCorruptException(
                    wanted.path() + " has " + wanted.size() + " bytes; at most " + most + " are read");
        }
        byte[] bytes;
        try {
            bytes = read(wanted.path(), (int) wanted.size());
        } catch (CatalogNotFoundException e) {
            throw new CatalogCorruptException("the catalog names " + wanted.path() + ", which is not there", e);
        }
        if (bytes.length != wanted.size()) {
            throw new CatalogCorruptException(wanted.path() + " has " + (bytes.length < wanted.size() ? "less" : "more")
                    + " than the " + wanted.size() + " bytes that the catalog says");
        }
        if (!Digests.of(bytes).equals(wanted.sha256())) {
            throw new CatalogCorruptException(
                    wanted.path() + " is not what the catalog says: its SHA-256 is " + Digests.of(bytes));
        }
        return bytes;
    }

    /** Reads a byte more than there should be, if there is one. */
    private byte[] read(String path, int size) throws CatalogException {
        try (InputStream in = files.open(path, size)) {
            return in.readNBytes(size + 1);
        } catch (IOException e) {
            throw new CatalogUnavailableException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private interface Parser<T> {
        T parse() throws JsonException;
    }

    private static <T> T parsed(Parser<T> parser) throws CatalogCorruptException {
        try {
            return parser.parse();
        } catch (JsonException e) {
            throw new CatalogCorruptException(e.getMessage(), e);
        }
    }
}
