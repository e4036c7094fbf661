// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import java.util.List;
import java.util.Objects;

/**
 * What is in an artifact whose files are in the store.
 *
 * @param sha256 digest of the artifact
 * @param size its length in bytes
 * @param files what came out of it, by path
 */
public record StoredArtifact(String sha256, long size, List<Entry> files) {
    /** Copies the list. */
    public StoredArtifact {
        Objects.requireNonNull(sha256, "sha256");
        files = List.copyOf(files);
    }

    /**
     * A file of an artifact.
     *
     * @param path where it is in the artifact, with {@code /} between
     * @param size its length in bytes
     * @param sha256 its digest, by which the store has it
     * @param md5 its digest for LuaRocks
     * @param executable whether it is a program
     */
    public record Entry(String path, long size, String sha256, String md5, boolean executable) {
        /** Refuses {@code null}. */
        public Entry {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(sha256, "sha256");
            Objects.requireNonNull(md5, "md5");
        }
    }
}
