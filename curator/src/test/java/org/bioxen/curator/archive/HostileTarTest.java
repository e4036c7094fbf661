// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import static org.bioxen.curator.archive.TarBytes.UNCHANGED;
import static org.bioxen.curator.archive.TarBytes.put;
import static org.bioxen.curator.archive.TarBytes.utf8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bioxen.curator.archive.ArchiveException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tar may try, and why it is refused. */
class HostileTarTest {
    private static final int SIZE = 124;
    private static final byte[] CONTENT = utf8("content");

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
        byte[] bytes = start().entry('0', hostile.name(), CONTENT, UNCHANGED).end();

        unpacking.assertRefused(bytes, hostile.reason());
    }

    @ParameterizedTest
    @MethodSource("org.bioxen.curator.archive.HostileNames#all")
    void aHostileNameInALongNameIsRefused(HostileNames.Case hostile) throws IOException {
        byte[] name = Arrays.copyOf(hostile.name(), hostile.name().length + 1);
        byte[] bytes = start().entry('L', utf8("long"), name, UNCHANGED)
                .file("short", "content")
                .end();

        unpacking.assertRefused(bytes, hostile.reason());
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileTarIsRefused(Case hostile) throws IOException {
        unpacking.assertRefused(hostile.bytes(), hostile.reason());
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileTarInGzipIsRefused(Case hostile) throws IOException {
        unpacking.assertRefused(Unpacking.gzip(hostile.bytes()), hostile.reason());
    }

    static Stream<Case> hostile() {
        return Stream.of(
                of("a symbolic link", Reason.LINK, start().entry('2', "link")),
                of("a hard link", Reason.LINK, start().entry('1', "link")),
                of("a long link", Reason.LINK, start().entry('K', utf8("x"), utf8("target\0"), UNCHANGED)),
                of(
                        "a link by an extended header",
                        Reason.LINK,
                        start().pax('x', "linkpath=/etc/passwd").file("b", "")),
                of("a character device", Reason.SPECIAL_FILE, start().entry('3', "device")),
                of("a block device", Reason.SPECIAL_FILE, start().entry('4', "device")),
                of("a pipe", Reason.SPECIAL_FILE, start().entry('6', "pipe")),
                of("a file with holes", Reason.SPARSE, start().entry('S', "sparse")),
                of(
                        "holes by an extended header",
                        Reason.SPARSE,
                        start().pax('x', "GNU.sparse.major=1").file("b", "")),
                of(
                        "holes by a star header",
                        Reason.SPARSE,
                        start().pax('x', "SCHILY.realsize=1000").file("b", "")),
                of("an unknown kind", Reason.UNSUPPORTED, start().entry('Z', "what")),
                of("a contiguous file", Reason.UNSUPPORTED, start().entry('7', "contiguous")),
                of("no name", Reason.EMPTY_NAME, start().file("", "content")),
                of("a dot for a file", Reason.DOT_SEGMENT, start().file(".", "content")),
                of("two dots and slashes", Reason.DOT_SEGMENT, start().file("././a", "content")),
                of("the root behind a dot", Reason.ABSOLUTE, start().file(".//etc/passwd", "content")),
                of("a slash behind a file", Reason.EMPTY_SEGMENT, start().file("b/", "content")),
                of("a NUL in a name", Reason.CONTROL_CHARACTER, start().file("b\0/../c", "content")),
                of(
                        "a NUL in a long name",
                        Reason.CONTROL_CHARACTER,
                        start().longName("b\0c").file("b", "content")),
                of(
                        "a NUL in a path",
                        Reason.CONTROL_CHARACTER,
                        start().pax('x', "path=b\0c").file("b", "content")),
                of(
                        "an absolute path",
                        Reason.ABSOLUTE,
                        start().pax('x', "path=/etc/passwd").file("b", "content")),
                of(
                        "an absolute long name",
                        Reason.ABSOLUTE,
                        start().longName("/etc/passwd").file("b", "content")),
                of(
                        "a traversing path",
                        Reason.TRAVERSAL,
                        start().pax('x', "path=../b").file("b", "content")),
                of(
                        "a traversing prefix",
                        Reason.TRAVERSAL,
                        start().entry('0', utf8("b"), CONTENT, header -> put(header, 345, "a/.."))),
                of("an empty path", Reason.EMPTY_NAME, start().pax('x', "path=").file("b", "content")),
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
                        "one name in case and form",
                        Reason.DUPLICATE,
                        start().file("\u00c9", "1").file("e\u0301", "2")),
                of(
                        "one name with the Kelvin sign",
                        Reason.DUPLICATE,
                        start().file("k", "1").file("\u212a", "2")),
                of(
                        "one name with a sharp s",
                        Reason.DUPLICATE,
                        start().file("stra\u00dfe", "1").file("STRASSE", "2")),
                of(
                        "one folder in two cases",
                        Reason.DUPLICATE,
                        start().file("lua/b", "1").file("Lua/c", "2")),
                of("one folder twice", Reason.DUPLICATE, start().folder("d/").folder("d/")),
                of(
                        "a file below a file",
                        Reason.FILE_AND_FOLDER,
                        start().file("b", "1").file("b/c", "2")),
                of(
                        "a file over a folder",
                        Reason.FILE_AND_FOLDER,
                        start().file("b/c", "1").file("b", "2")),
                of(
                        "a folder over a file",
                        Reason.FILE_AND_FOLDER,
                        start().file("b", "1").folder("b/")),
                of(
                        "a file below a file in another case",
                        Reason.FILE_AND_FOLDER,
                        start().file("b", "1").file("B/c", "2")),
                of(
                        "a size by an extended header",
                        Reason.LYING_SIZE,
                        start().pax('x', "size=4000").file("b", "content")),
                of(
                        "a size for all by an extended header",
                        Reason.LYING_SIZE,
                        start().pax('g', "size=0").file("b", "content")),
                of(
                        "a size in base 256",
                        Reason.LYING_SIZE,
                        start().entry(
                                        '0',
                                        utf8("b"),
                                        CONTENT,
                                        header -> put(header, SIZE, "\u0080\0\0\0\0\0\0\0\0\0\0\7"))),
                of(
                        "a negative size",
                        Reason.LYING_SIZE,
                        start().entry(
                                        '0',
                                        utf8("b"),
                                        CONTENT,
                                        header -> put(header, SIZE, "\u00ff\u00ff\u00ff\u00ff"))),
                of(
                        "a size that is no number",
                        Reason.DAMAGED,
                        start().entry('0', utf8("b"), CONTENT, header -> put(header, SIZE, "size"))),
                of("a folder with a size", Reason.LYING_SIZE, start().entry('5', utf8("d/"), CONTENT, UNCHANGED)),
                of("a name for all", Reason.MISMATCH, start().pax('g', "path=b").file("c", "content")),
                of(
                        "two paths in one header",
                        Reason.MISMATCH,
                        start().pax('x', "path=b", "path=c").file("d", "content")),
                of(
                        "two extended headers",
                        Reason.MISMATCH,
                        start().pax('x', "path=b").pax('x', "path=c").file("d", "content")),
                of(
                        "a path and a long name",
                        Reason.MISMATCH,
                        start().pax('x', "path=b").longName("c").file("d", "content")),
                of(
                        "an extended header of nothing",
                        Reason.UNSUPPORTED,
                        start().pax('x').file("b", "content")),
                of(
                        "a time that takes for ever to compute",
                        Reason.DAMAGED,
                        start().pax('x', "mtime=1e999999999").file("b", "")),
                of(
                        "an owner that is no number",
                        Reason.DAMAGED,
                        start().pax('x', "uid=root").file("b", "")),
                of(
                        "an extended header without records",
                        Reason.DAMAGED,
                        start().entry('x', utf8("x"), utf8("path"), UNCHANGED)),
                of(
                        "an extended header that counts too far",
                        Reason.DAMAGED,
                        start().entry('x', utf8("x"), utf8("99 path=b\n"), UNCHANGED)),
                of(
                        "an extended header of a MiB",
                        Reason.UNSUPPORTED,
                        start().pax('x', "comment=" + "x".repeat(1 << 20)).file("b", "")),
                of(
                        "a long name of a MiB",
                        Reason.NAME_TOO_LONG,
                        start().longName("x".repeat(1 << 20)).file("b", "")),
                of(
                        "a long name",
                        Reason.NAME_TOO_LONG,
                        start().longName("ab/".repeat(70) + "c").file("b", "")),
                of(
                        "a header of before POSIX",
                        Reason.UNSUPPORTED,
                        start().entry('0', utf8("b"), CONTENT, header -> put(header, 257, "\0\0\0\0\0\0\0\0"))),
                new Case("a wrong check sum", wrongCheckSum(), Reason.DAMAGED),
                new Case("no end", start().unfinished(), Reason.TRUNCATED),
                new Case("half an end", start().raw(new byte[512]).unfinished(), Reason.TRUNCATED),
                new Case(
                        "an end within a file",
                        Arrays.copyOf(start().file("b", "x".repeat(3000)).end(), 2560),
                        Reason.TRUNCATED),
                new Case(
                        "an end within a header",
                        Arrays.copyOf(start().file("b", "x").end(), 1300),
                        Reason.TRUNCATED),
                new Case("an end behind a long name", start().longName("b").end(), Reason.TRUNCATED),
                new Case(
                        "an entry behind the end",
                        start().raw(new byte[1024]).file("b", "hidden").end(),
                        Reason.SURPLUS_DATA),
                new Case(
                        "an entry behind half an end",
                        start().raw(new byte[512]).file("b", "hidden").end(),
                        Reason.SURPLUS_DATA),
                new Case(
                        "a byte behind the end",
                        start().raw(new byte[1024]).raw(new byte[] {1}).unfinished(),
                        Reason.TRUNCATED),
                new Case(
                        "two MiB of nothing behind the end",
                        start().raw(new byte[2 << 20]).unfinished(),
                        Reason.SURPLUS_DATA),
                new Case("too many entries", many(60), Reason.TOO_MANY_ENTRIES),
                new Case("too many extended headers", manyHeaders(60), Reason.TOO_MANY_ENTRIES),
                new Case("too large a file", start().file("b", noise(3 << 20)).end(), Reason.ENTRY_TOO_LARGE),
                new Case("too much together", together(), Reason.TOO_LARGE));
    }

    @Test
    void aBombIsRefusedLongBeforeItsEnd() throws IOException {
        byte[] bomb = new TarBytes().file("zeros", "\0".repeat(16 << 20)).end();

        unpacking.assertRefused(Unpacking.gzip(bomb), ArchiveLimits.DEFAULT, Reason.RATIO);
        unpacking.assertRefused(Unpacking.xz(bomb), ArchiveLimits.DEFAULT, Reason.RATIO);
    }

    @Test
    void compressedDataWithMoreBehindItIsRefused() throws IOException {
        byte[] tar = start().end();

        unpacking.assertRefused(concat(Unpacking.gzip(tar), Unpacking.gzip(tar)), Reason.SURPLUS_DATA);
        unpacking.assertRefused(concat(Unpacking.gzip(tar), new byte[] {0}), Reason.SURPLUS_DATA);
        unpacking.assertRefused(concat(Unpacking.xz(tar), Unpacking.xz(tar)), Reason.SURPLUS_DATA);
        unpacking.assertRefused(concat(Unpacking.xz(tar), new byte[4]), Reason.SURPLUS_DATA);
    }

    @Test
    void compressedDataThatBreaksOffIsRefused() throws IOException {
        byte[] gzip = Unpacking.gzip(start().end());
        byte[] xz = Unpacking.xz(start().end());

        unpacking.assertRefused(Arrays.copyOf(gzip, gzip.length - 4), Reason.TRUNCATED);
        unpacking.assertRefused(Arrays.copyOf(gzip, 30), Reason.TRUNCATED);
        unpacking.assertRefused(Arrays.copyOf(gzip, 5), Reason.TRUNCATED);
        unpacking.assertRefused(Arrays.copyOf(xz, xz.length - 4), Reason.TRUNCATED);
    }

    @Test
    void aWrongCheckSumOfTheCompressedDataIsFound() throws IOException {
        byte[] gzip = Unpacking.gzip(start().end());
        gzip[gzip.length - 8] ^= 1;

        unpacking.assertRefused(gzip, Reason.DAMAGED);
    }

    @Test
    void moreMemoryThanTheLimitIsNotTaken() throws IOException {
        ArchiveLimits little = new ArchiveLimits(1 << 20, 1 << 20, 10, 100, 8, 200, 64 << 10);

        unpacking.assertRefused(Unpacking.xz(start().end()), little, Reason.MEMORY);
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        unpacking.assertRefused(new byte[0], Reason.NOT_AN_ARCHIVE);
        unpacking.assertRefused(new byte[10_240], Reason.NOT_AN_ARCHIVE);
        unpacking.assertRefused(utf8("return 1\n".repeat(200)), Reason.NOT_AN_ARCHIVE);
        unpacking.assertRefused(utf8("BZh91AY&SY"), Reason.NOT_AN_ARCHIVE);
        unpacking.assertRefused(Unpacking.gzip(utf8("return 1\n".repeat(200))), Reason.DAMAGED);
        unpacking.assertRefused(Unpacking.gzip(new ZipBytes().file("a", "b").bytes()), Reason.TRUNCATED);
    }

    private static Case of(String what, Reason reason, TarBytes tar) {
        return new Case(what, tar.end(), reason);
    }

    /** Something harmless first, so that there is something to take back. */
    private static TarBytes start() {
        return new TarBytes().file("first/of/all", "harmless");
    }

    private static byte[] wrongCheckSum() {
        byte[] bytes = start().file("b", "content").end();
        bytes[1024 + 150] ^= 1;
        return bytes;
    }

    private static byte[] many(int entries) {
        TarBytes tar = start();
        IntStream.range(0, entries).forEach(i -> tar.file("file" + i, ""));
        return tar.end();
    }

    private static byte[] manyHeaders(int headers) {
        TarBytes tar = start();
        IntStream.range(0, headers).forEach(i -> tar.pax('g', "comment=" + i));
        return tar.end();
    }

    private static byte[] together() {
        String content = noise(3 << 19);
        return start().file("b", content).file("c", content).file("d", content).end();
    }

    /** Text that does not compress to nothing. */
    private static String noise(int length) {
        StringBuilder noise = new StringBuilder(length);
        new Random(1).ints(length, ' ', '~').forEach(c -> noise.append((char) c));
        return noise.toString();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
