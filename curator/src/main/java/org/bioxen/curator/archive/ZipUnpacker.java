// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.bioxen.curator.archive.ArchiveException.Reason;

/** Unpacks a zip by its central directory, as far as {@link ZipStructure} finds that there is no other way to read it. */
final class ZipUnpacker {
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int PATCH = 1 << 5;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    /** What an empty file has when it is deflated. */
    private static final int EMPTY_DEFLATED = 2;

    private static final int DOS_FOLDER = 0x10;
    private static final int UNIX_TYPE = 0170000;
    private static final int UNIX_FILE = 0100000;
    private static final int UNIX_FOLDER = 0040000;
    private static final int UNIX_LINK = 0120000;
    private static final int ANY_EXECUTE = 0111;

    private final ZipFile zip;
    private final ZipStructure structure;
    private final Staging staging;
    private final Budget budget;

    private ZipUnpacker(ZipFile zip, ZipStructure structure, Staging staging, Budget budget) {
        this.zip = zip;
        this.structure = structure;
        this.staging = staging;
        this.budget = budget;
    }

    static void unpack(FileChannel file, Staging staging, Budget budget) throws IOException {
        ZipStructure structure = ZipStructure.of(file, budget.limits());
        try (ZipFile zip = open(file)) {
            new ZipUnpacker(zip, structure, staging, budget).unpack();
        }
    }

    private static ZipFile open(FileChannel file) throws ArchiveException {
        try {
            return ZipFile.builder()
                    .setSeekableByteChannel(file)
                    .setIgnoreLocalFileHeader(true)
                    .setUseUnicodeExtraFields(false)
                    .get();
        } catch (IOException | RuntimeException e) {
            throw ArchiveException.whileReading("the zip", e);
        }
    }

    private void unpack() throws IOException {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        if (entries.size() != structure.entries()) {
            throw new ArchiveException(Reason.MISMATCH, "the zip can be read in two ways");
        }
        entries.sort(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset));
        for (ZipArchiveEntry entry : entries) {
            budget.entry();
            unpack(entry);
        }
        structure.checkEnd();
    }

    private void unpack(ZipArchiveEntry entry) throws IOException {
        String name = name(entry);
        boolean folder = name.endsWith("/") && name.length() > 1;
        EntryPath path = EntryPath.parse(folder ? name.substring(0, name.length() - 1) : name, budget.limits());
        checkKind(entry, path, folder);
        checkMethod(entry, path);
        structure.checkLocal(entry, path);
        if (folder) {
            if (entry.getSize() != 0 || entry.getCompressedSize() > EMPTY_DEFLATED) {
                throw new ArchiveException(Reason.LYING_SIZE, path + " is a folder that has a size");
            }
            staging.folder(path);
        } else {
            file(entry, path);
        }
    }

    private static String name(ZipArchiveEntry entry) throws ArchiveException {
        byte[] raw = entry.getRawName();
        String name;
        try {
            name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            String shown = EntryPath.shown(new String(raw, StandardCharsets.ISO_8859_1));
            throw new ArchiveException(Reason.NAME_ENCODING, "the name '" + shown + "' is not UTF-8");
        }
        if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField second
                && !name.equals(new String(second.getUnicodeName(), StandardCharsets.UTF_8))) {
            throw new ArchiveException(
                    Reason.MISMATCH, "'" + EntryPath.shown(name) + "' has another name in the same zip");
        }
        return name;
    }

    private static void checkKind(ZipArchiveEntry entry, EntryPath path, boolean folder) throws ArchiveException {
        int type = (int) (entry.getExternalAttributes() >>> 16) & UNIX_TYPE;
        if (type == UNIX_LINK) {
            throw new ArchiveException(Reason.LINK, path + " is a link");
        }
        if (type != 0 && type != UNIX_FILE && type != UNIX_FOLDER) {
            throw new ArchiveException(Reason.SPECIAL_FILE, path + " is a device, a pipe or a socket");
        }
        boolean markedFolder = type == UNIX_FOLDER || (entry.getExternalAttributes() & DOS_FOLDER) != 0;
        if (folder ? type == UNIX_FILE : markedFolder) {
            throw new ArchiveException(
                    Reason.MISMATCH, path + " is a file by its name and a folder by its mark, or the reverse");
        }
    }

    private static void checkMethod(ZipArchiveEntry entry, EntryPath path) throws ArchiveException {
        if ((entry.getRawFlag() & ENCRYPTED) != 0) {
            throw new ArchiveException(Reason.ENCRYPTED, path + " is encrypted");
        }
        if (entry.getMethod() != STORED && entry.getMethod() != DEFLATED || (entry.getRawFlag() & PATCH) != 0) {
            throw new ArchiveException(
                    Reason.UNSUPPORTED, path + " is compressed by method " + entry.getMethod() + "; use deflate");
        }
        if (entry.getMethod() == STORED && entry.getSize() != entry.getCompressedSize()) {
            throw new ArchiveException(Reason.LYING_SIZE, path + " is stored, and yet has two sizes");
        }
    }

    private void file(ZipArchiveEntry entry, EntryPath path) throws IOException {
        Inflater inflater = new Inflater(true);
        try (InputStream raw = raw(entry, path)) {
            CheckedInputStream content = new CheckedInputStream(
                    new Counted(entry.getMethod() == STORED ? raw : new InflaterInputStream(raw, inflater)),
                    new CRC32());
            boolean program = (entry.getExternalAttributes() >>> 16 & ANY_EXECUTE) != 0;
            staging.file(path, program, entry.getSize(), content, budget);
            if (content.getChecksum().getValue() != entry.getCrc()) {
                throw new ArchiveException(Reason.DAMAGED, path + " has a wrong check sum");
            }
            if (entry.getMethod() == DEFLATED && inflater.getBytesRead() != entry.getCompressedSize()) {
                throw new ArchiveException(Reason.SURPLUS_DATA, path + " has bytes behind its data");
            }
        } finally {
            inflater.end();
        }
    }

    private InputStream raw(ZipArchiveEntry entry, EntryPath path) throws ArchiveException {
        try {
            return zip.getRawInputStream(entry);
        } catch (IOException | RuntimeException e) {
            throw ArchiveException.whileReading(path.toString(), e);
        }
    }

    /** Counts what comes out. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = super.read(into, offset, length);
            budget.output(Math.max(n, 0));
            return n;
        }
    }
}
