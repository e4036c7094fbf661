// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.format;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bioxen.spi.catalog.PackageFormat;
import org.bioxen.spi.catalog.PackageFormatException;
import org.bioxen.spi.catalog.PackagePlan;
import org.bioxen.spi.catalog.UnpackedArtifact;

/** The format {@value #ID}: an archive of a manifest and files in folders that say where they go. */
public final class BioxenFormat implements PackageFormat {
    /** What artifacts of this format are marked with. */
    public static final String ID = "bioxen";

    @Override
    public PackagePlan plan(UnpackedArtifact artifact) throws PackageFormatException {
        if (!artifact.files().contains(PackageManifest.FILE)) {
            throw new PackageFormatException("the package has no " + PackageManifest.FILE);
        }
        try {
            return plan(PackageManifest.read(artifact.read(PackageManifest.FILE)), artifact.files());
        } catch (JsonException e) {
            throw new PackageFormatException(e.getMessage(), e);
        } catch (IOException e) {
            throw new PackageFormatException(PackageManifest.FILE + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What is to be done to install a package of these files.
     *
     * @throws PackageFormatException if one of them has no place
     */
    public static PackagePlan plan(PackageManifest manifest, List<String> files) throws PackageFormatException {
        return new PackagePlan(
                manifest.id(),
                manifest.dependencies(),
                Optional.of(manifest.licence()),
                List.copyOf(PackageLayout.places(files)));
    }
}
