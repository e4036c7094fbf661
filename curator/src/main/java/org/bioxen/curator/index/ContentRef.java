// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A file of a catalog and what must be in it.
 *
 * @param path below the catalog's root: parts of letters, digits and {@code . _ + -} with {@code /} between, a letter or digit first in
 *     each, at most {@value #MAX_PATH}; so it is its own spelling in an address, and leads nowhere else
 * @param size its bytes
 * @param sha256 its digest, 64 small hexadecimal digits
 */
public record ContentRef(String path, long size, String sha256) {
    /** The longest path. */
    public static final int MAX_PATH = 500;

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if the path or the digest is none, or the size is negative
     */
    public ContentRef {
        checkPath(path);
        if (size < 0) {
            throw new IllegalArgumentException("a file has no size of " + size);
        }
        checkDigest(sha256);
    }

    /**
     * The path, if it is one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String checkPath(String path) {
        Objects.requireNonNull(path, "path");
        if (path.length() > MAX_PATH || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "'" + path + "' is no path within a catalog; give letters, digits and . _ + - in each part");
        }
        return path;
    }

    /** The digest, if it is one. */
    static String checkDigest(String sha256) {
        if (!DIGEST.matcher(Objects.requireNonNull(sha256, "sha256")).matches()) {
            throw new IllegalArgumentException(
                    "'" + sha256 + "' is no SHA-256 digest; give 64 small hexadecimal digits");
        }
        return sha256;
    }
}
