// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.bioxen.curator.archive.ArchiveException.Reason;

/**
 * The skeleton of a zip (PKWARE APPNOTE 6.3, section 4.3): entries one behind the other from the first byte on, then the central
 * directory, then the end, and nothing else anywhere; each local header says what the central directory says. So a reader that
 * goes from the front and one that goes by the central directory see the same, and no two entries share data. For one thread.
 */
final class ZipStructure {
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int DESCRIPTOR_SIZE = 12;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int MOST_COMMENT = 0xFFFF;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int ZIP64_LOCATOR_SIZE = 20;
    private static final int WITH_DESCRIPTOR = 1 << 3;

    private final FileChannel file;
    private final ArchiveLimits limits;
    private long central;
    private int entries;
    private long next;

    private ZipStructure(FileChannel file, ArchiveLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /** Checks the end and the outline of the central directory. */
    static ZipStructure of(FileChannel file, ArchiveLimits limits) throws IOException {
        ZipStructure structure = new ZipStructure(file, limits);
        structure.checkCentral(structure.readEnd());
        return structure;
    }

    /** How many entries the central directory has. */
    int entries() {
        return entries;
    }

    private long readEnd() throws IOException {
        int length = (int) Math.min(file.size(), END_SIZE + MOST_COMMENT);
        ByteBuffer tail = read(file.size() - length, length);
        int at = length - END_SIZE;
        while (at >= 0 && tail.getInt(at) != END) {
            at--;
        }
        if (at < 0) {
            throw new ArchiveException(Reason.TRUNCATED, "the zip has no end");
        }
        int comment = unsigned(tail.getShort(at + 20));
        if (at + END_SIZE + comment != length) {
            throw at + END_SIZE + comment < length
                    ? new ArchiveException(Reason.SURPLUS_DATA, "the zip goes on behind its end")
                    : new ArchiveException(Reason.TRUNCATED, "the zip ends within its comment");
        }
        if (at >= ZIP64_LOCATOR_SIZE && tail.getInt(at - ZIP64_LOCATOR_SIZE) == ZIP64_LOCATOR) {
            throw zip64();
        }
        if (tail.getShort(at + 4) != 0
                || tail.getShort(at + 6) != 0
                || tail.getShort(at + 8) != tail.getShort(at + 10)) {
            throw new ArchiveException(Reason.UNSUPPORTED, "the zip is one of several parts");
        }
        entries = unsigned(tail.getShort(at + 10));
        long size = unsigned(tail.getInt(at + 12));
        central = unsigned(tail.getInt(at + 16));
        if (entries > limits.entries()) {
            throw new ArchiveException(
                    Reason.TOO_MANY_ENTRIES, "the archive has more than " + limits.entries() + " entries");
        }
        long end = file.size() - length + at;
        if (central + size != end) {
            throw central + size < end
                    ? new ArchiveException(Reason.SURPLUS_DATA, "the zip has bytes that belong to no entry")
                    : new ArchiveException(
                            Reason.MISMATCH, "the central directory of the zip is not where its end says");
        }
        return size;
    }

    private void checkCentral(long size) throws IOException {
        if (size > limits.memoryBytes()) {
            throw new ArchiveException(Reason.MEMORY, "the central directory of the zip has " + size + " bytes");
        }
        ByteBuffer directory = read(central, (int) size);
        int at = 0;
        for (int entry = 0; entry < entries; entry++) {
            if (at + CENTRAL_SIZE > size || directory.getInt(at) != CENTRAL) {
                throw new ArchiveException(
                        Reason.MISMATCH,
                        "the central directory of the zip does not have the " + entries + " entries it promises");
            }
            if (directory.getInt(at + 20) == -1 || directory.getInt(at + 24) == -1 || directory.getInt(at + 42) == -1) {
                throw zip64();
            }
            if (directory.getShort(at + 34) != 0) {
                throw new ArchiveException(Reason.UNSUPPORTED, "the zip is one of several parts");
            }
            at += CENTRAL_SIZE
                    + unsigned(directory.getShort(at + 28))
                    + unsigned(directory.getShort(at + 30))
                    + unsigned(directory.getShort(at + 32));
        }
        if (at != size) {
            throw new ArchiveException(
                    Reason.MISMATCH,
                    "the central directory of the zip has more than the " + entries + " entries it promises");
        }
    }

    /**
     * Checks the local header of the next entry and how it is joined to the one before.
     *
     * @param entry the entry with the lowest offset of those not yet checked
     */
    void checkLocal(ZipArchiveEntry entry, EntryPath path) throws IOException {
        if (entry.getLocalHeaderOffset() != next) {
            throw entry.getLocalHeaderOffset() > next
                    ? new ArchiveException(
                            Reason.SURPLUS_DATA, "the zip has bytes before " + path + " that belong to no entry")
                    : new ArchiveException(Reason.MISMATCH, path + " shares bytes with another entry of the zip");
        }
        ByteBuffer header = read(next, LOCAL_SIZE);
        byte[] name = entry.getRawName();
        int nameLength = unsigned(header.getShort(26));
        boolean described = (header.getShort(6) & WITH_DESCRIPTOR) != 0;
        if (header.getInt(0) != LOCAL
                || unsigned(header.getShort(6)) != entry.getRawFlag()
                || unsigned(header.getShort(8)) != entry.getMethod()
                || !same(header.getInt(14), entry.getCrc(), described)
                || !same(header.getInt(18), entry.getCompressedSize(), described)
                || !same(header.getInt(22), entry.getSize(), described)
                || nameLength != name.length
                || !Arrays.equals(read(next + LOCAL_SIZE, nameLength).array(), name)) {
            throw new ArchiveException(
                    Reason.MISMATCH,
                    "the header before " + path + " is not what the central directory of the zip says");
        }
        next += LOCAL_SIZE + nameLength + unsigned(header.getShort(28)) + entry.getCompressedSize();
        if (next > central) {
            throw new ArchiveException(Reason.TRUNCATED, path + " reaches into the central directory of the zip");
        }
        if (described) {
            skipDescriptor(entry, path);
        }
    }

    /** The sizes behind the data; a signature before them is usual but not required. */
    private void skipDescriptor(ZipArchiveEntry entry, EntryPath path) throws IOException {
        int length = (int) Math.min(central - next, DESCRIPTOR_SIZE + Integer.BYTES);
        ByteBuffer descriptor = read(next, length);
        for (int at : new int[] {Integer.BYTES, 0}) {
            if (at + DESCRIPTOR_SIZE <= length
                    && (at == 0 || descriptor.getInt(0) == DESCRIPTOR)
                    && unsigned(descriptor.getInt(at)) == entry.getCrc()
                    && unsigned(descriptor.getInt(at + 4)) == entry.getCompressedSize()
                    && unsigned(descriptor.getInt(at + 8)) == entry.getSize()) {
                next += at + DESCRIPTOR_SIZE;
                return;
            }
        }
        throw new ArchiveException(
                Reason.MISMATCH,
                "what follows the data of " + path + " is not what the central directory of the zip says");
    }

    /** Checks that the last entry ends where the central directory begins. */
    void checkEnd() throws ArchiveException {
        if (next != central) {
            throw new ArchiveException(
                    Reason.SURPLUS_DATA, "the zip has bytes behind its last entry that belong to no entry");
        }
    }

    private static boolean same(int local, long centralValue, boolean described) {
        return unsigned(local) == centralValue || described && local == 0;
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw new ArchiveException(Reason.TRUNCATED, "the zip ends too early");
            }
        }
        return buffer;
    }

    private static ArchiveException zip64() {
        return new ArchiveException(Reason.UNSUPPORTED, "the zip is in the form zip64; packages do not need it");
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
