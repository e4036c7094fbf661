// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.util.Objects;

/**
 * A file that came out of an archive.
 *
 * @param path where it is below the root, with {@code /} between the parts, in normal form C
 * @param size its bytes
 * @param sha256 the digest of its content, 64 hexadecimal digits in lower case
 * @param executable whether the archive marks it as a program and it lies below {@code bin/}
 */
public record UnpackedFile(String path, long size, String sha256, boolean executable) {
    /** Refuses {@code null}. */
    public UnpackedFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(sha256, "sha256");
    }
}
