// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What came out of an archive.
 *
 * @param root the folder that holds the files
 * @param files the files, by path; folders are not listed
 */
public record UnpackedArchive(Path root, List<UnpackedFile> files) {
    /** Copies the list. */
    public UnpackedArchive {
        Objects.requireNonNull(root, "root");
        files = List.copyOf(files);
    }
}
