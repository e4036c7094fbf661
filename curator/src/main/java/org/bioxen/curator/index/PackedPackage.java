// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bioxen.curator.archive.ArchiveException;
import org.bioxen.curator.archive.ArchiveLimits;
import org.bioxen.curator.archive.ArchiveReader;
import org.bioxen.curator.archive.UnpackedFile;
import org.bioxen.curator.format.BioxenFormat;
import org.bioxen.curator.format.JsonException;
import org.bioxen.curator.format.PackageManifest;
import org.bioxen.spi.catalog.PackageFormatException;

/**
 * What an archive of a package holds, read as it is when it is installed.
 *
 * @param manifest what the package says about itself
 * @param files its files
 */
record PackedPackage(PackageManifest manifest, List<UnpackedFile> files) {
    private static final ArchiveReader ARCHIVES = new ArchiveReader(ArchiveLimits.DEFAULT);

    /**
     * Reads an archive.
     *
     * @param work a folder to unpack it in for a while
     * @param where what it is called in messages
     * @throws CatalogBuildException if it is no package that can be installed
     */
    static PackedPackage read(Path archive, Path work, String where) throws IOException, CatalogBuildException {
        Path staging = Files.createTempDirectory(work, "unpacked-");
        try {
            List<UnpackedFile> files =
                    ARCHIVES.unpack(archive, staging, () -> false).files();
            Path file = staging.resolve(PackageManifest.FILE);
            if (!Files.isRegularFile(file)) {
                throw new CatalogBuildException(where + ": the package has no " + PackageManifest.FILE);
            }
            PackageManifest manifest = PackageManifest.read(Files.readAllBytes(file));
            BioxenFormat.plan(manifest, files.stream().map(UnpackedFile::path).toList());
            return new PackedPackage(manifest, files);
        } catch (ArchiveException | PackageFormatException | JsonException e) {
            throw new CatalogBuildException(where + ": " + e.getMessage(), e);
        } finally {
            CatalogFolder.delete(staging);
        }
    }
}
