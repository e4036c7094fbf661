// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.util.function.BooleanSupplier;
import org.bioxen.curator.archive.ArchiveException.Reason;

/** Counts what one archive makes of itself, and asks whether to go on. For one thread. */
final class Budget {
    /** What may come out whatever the archive's size: small files of much the same text are no bomb. */
    private static final long FREE = 1 << 20;

    private final ArchiveLimits limits;
    private final BooleanSupplier cancelled;
    private final long mostOutput;
    private long output;
    private long content;
    private int entries;

    Budget(ArchiveLimits limits, long archiveSize, BooleanSupplier cancelled) {
        this.limits = limits;
        this.cancelled = cancelled;
        this.mostOutput = FREE + archiveSize * limits.ratio();
    }

    ArchiveLimits limits() {
        return limits;
    }

    /** One more entry. */
    void entry() throws ArchiveException {
        goOn();
        if (++entries > limits.entries()) {
            throw new ArchiveException(
                    Reason.TOO_MANY_ENTRIES, "the archive has more than " + limits.entries() + " entries");
        }
    }

    /** Bytes that a decoder gave. */
    void output(int bytes) throws ArchiveException {
        goOn();
        output += bytes;
        if (output > mostOutput) {
            throw new ArchiveException(
                    Reason.RATIO, "the archive unpacks to more than " + limits.ratio() + " times its size");
        }
    }

    /** Bytes of a file. */
    void content(EntryPath path, long ofThisFile, int bytes) throws ArchiveException {
        content += bytes;
        if (ofThisFile > limits.entryBytes()) {
            throw new ArchiveException(
                    Reason.ENTRY_TOO_LARGE, path + " is larger than " + limits.entryBytes() + " bytes");
        }
        if (content > limits.totalBytes()) {
            throw new ArchiveException(
                    Reason.TOO_LARGE, "the archive unpacks to more than " + limits.totalBytes() + " bytes");
        }
    }

    private void goOn() throws ArchiveException {
        if (Thread.currentThread().isInterrupted() || cancelled.getAsBoolean()) {
            throw ArchiveException.cancelled();
        }
    }
}
