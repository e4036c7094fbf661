// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives whose content has check sums, with bytes changed at random: the same files come out, or nothing. */
class DamagedArchiveTest {
    private static final int ROUNDS = Integer.getInteger("bioxen.curator.damage", 500);
    private static final String MODULE = "local function add(a, b)\n  return a + b\nend\nreturn { add = add }\n";

    @TempDir
    Path temporary;

    /** An archive, and the seed of what is done to it. */
    record Case(String what, byte[] bytes, long seed) {
        @Override
        public String toString() {
            return what + ", seed " + seed;
        }
    }

    static Stream<Case> archives() {
        TarBytes tar = new TarBytes()
                .folder("lua/")
                .file("lua/module.lua", MODULE.repeat(20))
                .longName("lua/" + "long".repeat(30) + ".lua")
                .file("lua/long", MODULE)
                .pax('x', "path=lua/extended.lua")
                .file("lua/short", MODULE);
        ZipBytes zip = new ZipBytes()
                .file("lua/module.lua", MODULE.repeat(20))
                .file("lua/described.lua", MODULE, entry -> entry.describe(true))
                .entry(TarBytes.utf8("lua/stored.lua"), ZipBytes.STORED, TarBytes.utf8(MODULE), entry -> {});
        return Stream.of(
                new Case("tar.gz", Unpacking.gzip(tar.end()), 1),
                new Case("tar.xz", Unpacking.xz(tar.end()), 2),
                new Case("zip", zip.bytes(), 3));
    }

    @ParameterizedTest
    @MethodSource("archives")
    void aDamagedArchiveGivesTheSameFilesOrNothing(Case archive) throws IOException {
        Unpacking unpacking = new Unpacking(temporary);
        unpacking.unpack(archive.bytes());
        Map<String, String> content = Unpacking.tree(unpacking.staging);
        unpacking.clear();
        Random random = new Random(archive.seed());
        for (int round = 0; round < ROUNDS; round++) {
            unpacking.assertSameOrRefused(damaged(archive.bytes(), random), content);
        }
    }

    @ParameterizedTest
    @MethodSource("archives")
    void anArchiveThatBreaksOffGivesNothing(Case archive) throws IOException {
        Unpacking unpacking = new Unpacking(temporary);
        for (int length = 0; length < archive.bytes().length; length++) {
            Path file = Files.write(temporary.resolve("short"), Arrays.copyOf(archive.bytes(), length));
            assertThatThrownBy(() -> new ArchiveReader(Unpacking.SMALL).unpack(file, unpacking.staging, () -> false))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(ArchiveException.class);
        }
    }

    /** The structure of a bare tar has check sums, its content has none: whatever comes, it comes as {@link ArchiveException}. */
    @Test
    void aDamagedTarGivesFilesInPlaceOrNothing() throws IOException {
        Unpacking unpacking = new Unpacking(temporary);
        byte[] tar = new TarBytes()
                .folder("lua/")
                .longName("lua/" + "long".repeat(30) + ".lua")
                .file("lua/long", MODULE)
                .pax('x', "path=lua/extended.lua", "mtime=1.5")
                .file("lua/short", MODULE)
                .end();
        Random random = new Random(4);
        for (int round = 0; round < ROUNDS; round++) {
            try {
                unpacking.unpack(damaged(tar, random));
                unpacking.clear();
            } catch (ArchiveException refused) {
                assertThat(unpacking.staging).isEmptyDirectory();
            }
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(damaged, random.nextInt(bytes.length + 50));
            }
            case 1 ->
                System.arraycopy(
                        bytes,
                        random.nextInt(bytes.length / 2),
                        damaged,
                        random.nextInt(bytes.length / 2),
                        random.nextInt(bytes.length / 2));
            case 2 -> damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            default -> {
                for (int n = random.nextInt(5); n >= 0; n--) {
                    damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
        }
        return damaged;
    }
}
