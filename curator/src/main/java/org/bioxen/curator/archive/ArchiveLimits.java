// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

/**
 * How much an archive may make of itself. Counted on what comes out, while it comes out.
 *
 * @param totalBytes bytes of all files together
 * @param entryBytes bytes of one file
 * @param entries files, folders and auxiliary headers
 * @param ratio how many times its own size an archive may unpack to, beyond the first MiB
 * @param depth folders in each other
 * @param nameBytes bytes of a name with all its folders, in UTF-8
 * @param memoryBytes memory that a decoder may take
 */
public record ArchiveLimits(
        long totalBytes, long entryBytes, int entries, int ratio, int depth, int nameBytes, int memoryBytes) {
    /**
     * 1 GiB in all, 512 MiB a file, 50,000 entries, 200 times the archive, 32 folders in each other, names of 512 bytes, 128 MiB
     * of memory.
     */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(1L << 30, 1L << 29, 50_000, 200, 32, 512, 128 << 20);

    /** Refuses what is not positive. */
    public ArchiveLimits {
        if (totalBytes < 1
                || entryBytes < 1
                || entries < 1
                || ratio < 1
                || depth < 1
                || nameBytes < 1
                || memoryBytes < 1) {
            throw new IllegalArgumentException("every limit of an archive must be positive");
        }
    }
}
