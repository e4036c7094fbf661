// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.curator.archive.TarBytes.utf8;
import static org.bioxen.curator.archive.ZipBytes.STORED;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.bioxen.curator.archive.ArchiveException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a zip may try, and why it is refused. */
class HostileZipTest {
    @TempDir
    Path temporary;

    private Unpacking unpacking;

    @BeforeEach
    void begin() throws IOException {
        unpacking = new Unpacking(temporary);
    }

    /** An archive and the reason that it is refused for. */
    record Case(String what, byte[] bytes, Reason reason) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource("org.bioxen.curator.archive.HostileNames#all")
    void aHostileNameIsRefused(HostileNames.Case hostile) throws IOException {
        byte[] bytes = start().entry(hostile.name(), STORED, utf8("content"), entry -> {})
                .bytes();

        unpacking.assertRefused(bytes, hostile.reason());
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileZipIsRefused(Case hostile) throws IOException {
        unpacking.assertRefused(hostile.bytes(), hostile.reason());
    }

    static Stream<Case> hostile() {
        return Stream.of(
                file("a symbolic link", Reason.LINK, entry -> entry.attributes = 0120777L << 16),
                file("a symbolic link of no system", Reason.LINK, entry -> entry.attributes = 0120000L << 16),
                file("a pipe", Reason.SPECIAL_FILE, entry -> entry.attributes = 0010644L << 16),
                file("a device", Reason.SPECIAL_FILE, entry -> entry.attributes = 0020644L << 16),
                file("a block device", Reason.SPECIAL_FILE, entry -> entry.attributes = 0060644L << 16),
                file("a socket", Reason.SPECIAL_FILE, entry -> entry.attributes = 0140644L << 16),
                file("a folder named as a file", Reason.MISMATCH, entry -> entry.attributes = 0040755L << 16),
                file("a DOS folder named as a file", Reason.MISMATCH, entry -> entry.attributes = 0x10),
                of("a file named as a folder", Reason.MISMATCH, start().file("d/", "content")),
                of(
                        "a folder with content",
                        Reason.LYING_SIZE,
                        start().file("d/", "content", entry -> entry.attributes = 0040755L << 16)),
                of("no name", Reason.EMPTY_NAME, start().file("", "content")),
                of("a slash alone", Reason.ABSOLUTE, start().file("/", "", entry -> entry.attributes = 0)),
                of("a dot alone", Reason.DOT_SEGMENT, start().file(".", "content")),
                of("a dot before the name", Reason.DOT_SEGMENT, start().file("./a", "content")),
                of("a NUL in a name", Reason.CONTROL_CHARACTER, start().file("b\0/../c", "content")),
                of("one name twice", Reason.DUPLICATE, start().file("b", "1").file("b", "2")),
                of(
                        "one name in two cases",
                        Reason.DUPLICATE,
                        start().file("b.lua", "1").file("B.LUA", "2")),
                of(
                        "one name in two forms",
                        Reason.DUPLICATE,
                        start().file("\u00e9", "1").file("e\u0301", "2")),
                of(
                        "a file below a file",
                        Reason.FILE_AND_FOLDER,
                        start().file("b", "1").file("b/c", "2")),
                of(
                        "a folder over a file",
                        Reason.FILE_AND_FOLDER,
                        start().file("b", "1").file("b/", "", entry -> entry.attributes = 0040755L << 16)),
                file("another local name", Reason.MISMATCH, entry -> entry.localName = utf8("../../x")),
                file("a local name of another length", Reason.MISMATCH, entry -> entry.localName = utf8("bb")),
                file(
                        "another name in an extra field",
                        Reason.MISMATCH,
                        entry -> entry.extra = unicodePath(entry.name, "../x")),
                file("another local method", Reason.MISMATCH, entry -> entry.localMethod = STORED),
                file("another local size", Reason.MISMATCH, entry -> entry.localSize++),
                file("another local packed size", Reason.MISMATCH, entry -> entry.localCompressed++),
                file("another local check sum", Reason.MISMATCH, entry -> entry.localCrc++),
                file("other local flags", Reason.MISMATCH, entry -> entry.localFlags = 0),
                file("a local header elsewhere", Reason.SURPLUS_DATA, entry -> entry.offsetShift = 1),
                file("a local header further up", Reason.MISMATCH, entry -> entry.offsetShift = -1),
                file("a gap before", Reason.SURPLUS_DATA, entry -> entry.before = utf8("hidden")),
                file("a gap behind", Reason.SURPLUS_DATA, entry -> entry.after = utf8("hidden")),
                file("wrong sizes behind the data", Reason.MISMATCH, entry -> {
                    entry.describe(true);
                    entry.after[8] ^= 1;
                }),
                file("no sizes behind the data", Reason.MISMATCH, entry -> {
                    entry.describe(true);
                    entry.after = new byte[0];
                }),
                file("bytes behind the sizes", Reason.SURPLUS_DATA, entry -> {
                    entry.describe(true);
                    entry.after = Arrays.copyOf(entry.after, 20);
                }),
                file("too small a size", Reason.LYING_SIZE, entry -> entry.localSize = --entry.size),
                file("too large a size", Reason.LYING_SIZE, entry -> entry.localSize = ++entry.size),
                file("a wrong check sum", Reason.DAMAGED, entry -> entry.localCrc = ++entry.crc),
                file("bytes behind the packed data", Reason.SURPLUS_DATA, entry -> {
                    entry.data = Arrays.copyOf(entry.data, entry.data.length + 10);
                    entry.compressed = entry.data.length;
                    entry.localCompressed = entry.compressed;
                }),
                file("packed data that breaks off", Reason.TRUNCATED, entry -> {
                    entry.data = Arrays.copyOf(entry.data, entry.data.length - 2);
                    entry.compressed = entry.data.length;
                    entry.localCompressed = entry.compressed;
                }),
                file("packed data that is none", Reason.DAMAGED, entry -> Arrays.fill(entry.data, (byte) 0xFF)),
                of(
                        "stored data of two sizes",
                        Reason.LYING_SIZE,
                        start().entry(utf8("b"), STORED, utf8("content"), entry -> entry.localSize = ++entry.size)),
                file("a packed size that reaches beyond", Reason.TRUNCATED, entry -> {
                    entry.compressed = 5_000;
                    entry.localCompressed = entry.compressed;
                }),
                file("an encrypted file", Reason.ENCRYPTED, entry -> entry.flags |= 1),
                file("a strongly encrypted file", Reason.ENCRYPTED, entry -> entry.flags |= 1 << 6),
                file("masked headers", Reason.ENCRYPTED, entry -> entry.flags |= 1 << 13),
                file("a patch", Reason.UNSUPPORTED, entry -> entry.flags |= 1 << 5),
                file("an unknown method", Reason.UNSUPPORTED, entry -> entry.method = 12),
                file("another disk", Reason.UNSUPPORTED, entry -> entry.disk = 1),
                file("a size in zip64", Reason.UNSUPPORTED, entry -> entry.size = 0xFFFFFFFFL),
                file(
                        "an offset in zip64",
                        Reason.UNSUPPORTED,
                        entry -> entry.offsetShift = -1 - start().bytes().length + 22 + 46 + "first/of/all".length()),
                new Case("two entries that share data", overlapping(), Reason.MISMATCH),
                zip("bytes before the zip", Reason.SURPLUS_DATA, zip -> zip.prefix = utf8("PK\3\4 hidden")),
                zip("a program before the zip", Reason.NOT_AN_ARCHIVE, zip -> zip.prefix = utf8("#!/bin/sh\n")),
                zip(
                        "bytes before the central directory",
                        Reason.SURPLUS_DATA,
                        zip -> zip.beforeCentral = utf8("hidden")),
                zip("bytes behind the central directory", Reason.SURPLUS_DATA, zip -> zip.beforeEnd = utf8("hidden")),
                zip("bytes behind the end", Reason.SURPLUS_DATA, zip -> zip.suffix = utf8("hidden")),
                zip("an end that promises more entries", Reason.MISMATCH, zip -> zip.countShift = 1),
                zip("an end that promises fewer entries", Reason.MISMATCH, zip -> zip.countShift = -1),
                zip("a central directory elsewhere", Reason.MISMATCH, zip -> zip.centralShift = 1),
                zip("too long a central directory", Reason.MISMATCH, zip -> zip.sizeShift = 1),
                zip("too short a central directory", Reason.SURPLUS_DATA, zip -> zip.sizeShift = -1),
                zip("a second part", Reason.UNSUPPORTED, zip -> zip.disk = 1),
                zip("a zip64 locator", Reason.UNSUPPORTED, zip -> zip.beforeEnd = zip64Locator()),
                new Case("a zip within the comment", commented(), Reason.SURPLUS_DATA),
                new Case("no end", Arrays.copyOf(start().bytes(), 60), Reason.TRUNCATED),
                new Case("half an end", Arrays.copyOf(start().bytes(), start().bytes().length - 5), Reason.TRUNCATED),
                new Case("too many entries", many(60), Reason.TOO_MANY_ENTRIES),
                of(
                        "too large a file",
                        Reason.ENTRY_TOO_LARGE,
                        start().entry(utf8("b"), STORED, new byte[3 << 20], entry -> {})),
                of(
                        "too much together",
                        Reason.TOO_LARGE,
                        start().entry(utf8("b"), STORED, new byte[2 << 20], entry -> {})
                                .entry(utf8("c"), STORED, new byte[2 << 20], entry -> {})
                                .entry(utf8("d"), STORED, new byte[2 << 20], entry -> {})));
    }

    @Test
    void aBombIsRefusedLongBeforeItsEnd() throws IOException {
        byte[] bomb = new ZipBytes().file("zeros", "\0".repeat(16 << 20)).bytes();

        unpacking.assertRefused(bomb, ArchiveLimits.DEFAULT, Reason.RATIO);
    }

    @Test
    void manySmallBombsAreOneBomb() throws IOException {
        ZipBytes zip = new ZipBytes();
        IntStream.range(0, 40).forEach(i -> zip.file("zeros" + i, "\0".repeat(1 << 20)));

        unpacking.assertRefused(zip.bytes(), ArchiveLimits.DEFAULT, Reason.RATIO);
    }

    @Test
    void aZipInAZipIsAFileLikeAnyOther() throws IOException {
        byte[] inner = new ZipBytes().file("../outside", "content").bytes();

        UnpackedArchive unpacked = unpacking.unpack(new ZipBytes()
                .entry(utf8("inner.zip"), STORED, inner, entry -> {})
                .bytes());

        assertThat(Unpacking.paths(unpacked)).containsExactly("inner.zip");
    }

    private static Case of(String what, Reason reason, ZipBytes zip) {
        return new Case(what, zip.bytes(), reason);
    }

    private static Case file(String what, Reason reason, Consumer<ZipBytes.Entry> change) {
        return of(what, reason, start().file("b", "some content", change));
    }

    private static Case zip(String what, Reason reason, Consumer<ZipBytes> change) {
        ZipBytes zip = start();
        change.accept(zip);
        return of(what, reason, zip);
    }

    /** Something harmless first, so that there is something to take back. */
    private static ZipBytes start() {
        return new ZipBytes().file("first/of/all", "harmless");
    }

    private static byte[] unicodePath(byte[] name, String other) {
        CRC32 crc = new CRC32();
        crc.update(name);
        byte[] bytes = utf8(other);
        return ByteBuffer.allocate(9 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x7075)
                .putShort((short) (5 + bytes.length))
                .put((byte) 1)
                .putInt((int) crc.getValue())
                .put(bytes)
                .array();
    }

    /** The data of the first entry is a whole entry that the second one names as its own. */
    private static byte[] overlapping() {
        byte[] inner = Arrays.copyOf(
                new ZipBytes()
                        .entry(utf8("b"), STORED, utf8("shared"), entry -> {})
                        .bytes(),
                30 + 1 + 6);
        return new ZipBytes()
                .entry(utf8("a"), STORED, inner, entry -> {})
                .entry(utf8("b"), STORED, utf8("shared"), entry -> entry.offsetShift = -inner.length)
                .bytes();
    }

    private static byte[] zip64Locator() {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x07064b50)
                .array();
    }

    /** A reader that takes the first end, and one that takes the last, see two archives. */
    private static byte[] commented() {
        ZipBytes zip = start();
        zip.comment = new ZipBytes().file("other", "content").bytes();
        return zip.bytes();
    }

    private static byte[] many(int entries) {
        ZipBytes zip = start();
        IntStream.range(0, entries).forEach(i -> zip.file("file" + i, ""));
        return zip.bytes();
    }
}
