// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.util.Objects;
import org.bioxen.curator.store.Digests;

/**
 * The artifact that a package came as.
 *
 * @param format which format reads it
 * @param platform for which machines it is
 * @param sha256 its digest
 * @param size its length in bytes
 */
public record LockedArtifact(String format, String platform, String sha256, long size) {
    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if the size is negative or the digest none
     */
    public LockedArtifact {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(platform, "platform");
        if (size < 0 || !Digests.isSha256(sha256)) {
            throw new IllegalArgumentException("an artifact has no size or digest that can be");
        }
    }
}
