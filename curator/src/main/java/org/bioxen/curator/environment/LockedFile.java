// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import org.bioxen.curator.store.Digests;

/**
 * A file of an installed package.
 *
 * @param path where it is in the tree of the environment
 * @param size its length in bytes
 * @param sha256 its digest
 * @param md5 its digest for LuaRocks
 * @param executable whether it is a program
 */
public record LockedFile(String path, long size, String sha256, String md5, boolean executable) {
    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if the path is not safe, the size negative or a digest none
     */
    public LockedFile {
        TreePath.check(path);
        if (size < 0 || !Digests.isSha256(sha256) || !Digests.isMd5(md5)) {
            throw new IllegalArgumentException("the file " + path + " has no size or digests that can be");
        }
    }
}
