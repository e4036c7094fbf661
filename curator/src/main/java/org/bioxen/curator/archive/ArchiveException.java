// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import org.apache.commons.compress.MemoryLimitException;

/** An archive was refused: the reason, and one line that says what was found where. */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why an archive was refused. */
    public enum Reason {
        /** Neither zip, nor tar, nor tar in gzip or xz. */
        NOT_AN_ARCHIVE,
        /** Its structure cannot be read, or a check sum is wrong. */
        DAMAGED,
        /** It ends too early. */
        TRUNCATED,
        /** Bytes before, between or after the entries. */
        SURPLUS_DATA,
        /** Two places that describe the same entry differ, so that two readers could see two contents. */
        MISMATCH,
        /** A size that is not that of the data, or one that is given in a way that readers understand differently. */
        LYING_SIZE,
        /** An encrypted entry. */
        ENCRYPTED,
        /** A feature that packages do not need: zip64, several disks, a method other than deflate, an unknown kind of header. */
        UNSUPPORTED,
        /** A file with holes. */
        SPARSE,
        /** A symbolic or a hard link. */
        LINK,
        /** A device, a pipe or a socket. */
        SPECIAL_FILE,
        /** A name of nothing. */
        EMPTY_NAME,
        /** A name that is not UTF-8, or that this machine's file system cannot write. */
        NAME_ENCODING,
        /** A control or an invisible character in a name. */
        CONTROL_CHARACTER,
        /** A character that some file system forbids. */
        FORBIDDEN_CHARACTER,
        /** A backslash in a name. */
        BACKSLASH,
        /** A drive letter. */
        DRIVE,
        /** A name that begins at the root. */
        ABSOLUTE,
        /** A {@code ..} in a name, in any spelling. */
        TRAVERSAL,
        /** A {@code .} in a name. */
        DOT_SEGMENT,
        /** Two slashes in a row, or one at the end of a file's name. */
        EMPTY_SEGMENT,
        /** A part of a name ends in a dot or a blank, which some file systems drop. */
        TRAILING_DOT_OR_BLANK,
        /** A name that some system keeps for a device. */
        RESERVED_NAME,
        /** A name longer than the limit. */
        NAME_TOO_LONG,
        /** More folders in each other than the limit. */
        TOO_DEEP,
        /** Two entries that some file system takes for one. */
        DUPLICATE,
        /** One name is both a file and a folder. */
        FILE_AND_FOLDER,
        /** More entries than the limit. */
        TOO_MANY_ENTRIES,
        /** One entry is larger than the limit. */
        ENTRY_TOO_LARGE,
        /** All entries together are larger than the limit. */
        TOO_LARGE,
        /** It grows more than the limit while it is unpacked. */
        RATIO,
        /** Reading it would take more memory than the limit. */
        MEMORY,
        /** The caller did not want to go on. */
        CANCELLED
    }

    private final Reason reason;

    ArchiveException(Reason reason, String message) {
        this(reason, message, null);
    }

    private ArchiveException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** What a library threw while it read the archive, as one of these. */
    static ArchiveException whileReading(String where, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArchiveException known) {
                return known;
            }
            if (cause instanceof ClosedByInterruptException) {
                return cancelled();
            }
            if (cause instanceof MemoryLimitException) {
                return new ArchiveException(Reason.MEMORY, where + " needs too much memory to unpack", failure);
            }
            if (cause instanceof EOFException) {
                return new ArchiveException(Reason.TRUNCATED, where + " ends too early", failure);
            }
        }
        return new ArchiveException(Reason.DAMAGED, where + " is damaged: " + failure.getMessage(), failure);
    }

    static ArchiveException cancelled() {
        return new ArchiveException(Reason.CANCELLED, "unpacking was cancelled");
    }

    /** Why it was refused. */
    public Reason reason() {
        return reason;
    }
}
