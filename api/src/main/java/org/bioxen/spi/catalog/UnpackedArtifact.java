// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.catalog;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The files of an artifact, unpacked and checked by the platform. Thread-safe. */
@ProviderType
public interface UnpackedArtifact {
    /** The release that it shall be, as the catalog describes it. */
    Release release();

    /** For which Lua version it is installed, for example {@code 5.4}. */
    String luaVersion();

    /** The paths of all files, relative, with {@code /} between, sorted. */
    List<String> files();

    /**
     * The content of a file.
     *
     * @throws IOException if there is no such file, it is longer than a mebibyte, or it cannot be read
     */
    byte[] read(String path) throws IOException;
}
