// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.curator.archive.TarBytes.utf8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of random parts whose check sums are right, so that what is odd about them gets to where it is judged. */
class RandomArchiveTest {
    private static final int ROUNDS = Integer.getInteger("bioxen.curator.damage", 300);
    private static final String TYPES = "00000\0555xgLKS1234567VZ";
    private static final List<String> GOOD = List.of("a", "lua/a.lua", "lua/b/c.lua", "bin/run", "d/", "\u00e9", "lua");

    @TempDir
    Path temporary;

    private Unpacking unpacking;
    private List<byte[]> hostile;
    private int accepted;

    @BeforeEach
    void begin() throws IOException {
        unpacking = new Unpacking(temporary);
        hostile = HostileNames.all().map(HostileNames.Case::name).toList();
    }

    @Test
    void aTarOfRandomPartsGivesItsFilesOrNothing() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < ROUNDS; round++) {
            TarBytes tar = new TarBytes();
            for (int n = random.nextInt(4); n >= 0; n--) {
                part(tar, random);
            }
            assertInPlaceOrNothing(random.nextInt(10) == 0 ? tar.unfinished() : tar.end());
        }
        assertThat(accepted).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    private void part(TarBytes tar, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> tar.pax("xg".charAt(random.nextInt(2)), record(random));
            case 1 -> tar.longName(good(random));
            case 2 ->
                tar.entry(TYPES.charAt(random.nextInt(TYPES.length())), name(random), utf8("x"), header -> {
                    if (random.nextInt(4) == 0) {
                        header[random.nextInt(header.length)] = (byte) random.nextInt();
                    }
                });
            default -> tar.file(good(random), "content");
        }
    }

    private String record(Random random) {
        String value = random.nextBoolean() ? good(random) : Integer.toString(random.nextInt(2000));
        return List.of("path", "path", "comment", "mtime", "size", "linkpath", "gid", "GNU.sparse.map", "uname")
                        .get(random.nextInt(9))
                + "=" + value;
    }

    private byte[] name(Random random) {
        return random.nextInt(3) == 0 ? hostile.get(random.nextInt(hostile.size())) : utf8(good(random));
    }

    private static String good(Random random) {
        return GOOD.get(random.nextInt(GOOD.size()));
    }

    @Test
    void aZipOfRandomPartsGivesItsFilesOrNothing() throws IOException {
        Random random = new Random(6);
        for (int round = 0; round < ROUNDS; round++) {
            ZipBytes zip = new ZipBytes();
            for (int n = random.nextInt(4); n >= 0; n--) {
                byte[] name = random.nextInt(8) == 0 ? name(random) : utf8(good(random));
                zip.entry(name, random.nextBoolean() ? 0 : 8, utf8("content"), entry -> change(entry, random));
            }
            Optional<Map<String, String>> files = assertInPlaceOrNothing(zip.bytes());
            if (files.isPresent()) {
                assertThat(readFromTheFront(zip.bytes())).isEqualTo(files.get());
            }
        }
        assertThat(accepted).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    /** What a reader sees that knows nothing of the central directory. */
    private static Map<String, String> readFromTheFront(byte[] bytes) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }

    private static void change(ZipBytes.Entry entry, Random random) {
        switch (random.nextInt(40)) {
            case 0 -> entry.attributes = random.nextInt();
            case 1 -> entry.flags ^= 1 << random.nextInt(16);
            case 2 -> entry.localFlags = entry.flags ^= 1 << random.nextInt(16);
            case 3 -> {
                if (entry.method == ZipBytes.DEFLATED) {
                    entry.describe(random.nextBoolean());
                }
            }
            case 4 -> entry.offsetShift = random.nextInt(200) - 100;
            case 5 -> entry.localSize = entry.size += random.nextInt(20) - 10;
            case 6 -> entry.localCompressed = entry.compressed += random.nextInt(20) - 10;
            case 7 -> entry.localMethod = entry.method = random.nextInt(20);
            case 8 -> random.nextBytes(entry.extra = new byte[12]);
            case 9 -> entry.before = new byte[random.nextInt(3)];
            default -> {}
        }
    }

    private Optional<Map<String, String>> assertInPlaceOrNothing(byte[] bytes) throws IOException {
        Optional<Map<String, String>> content = Optional.empty();
        try {
            UnpackedArchive unpacked = unpacking.unpack(bytes);
            Map<String, String> files = new TreeMap<>();
            for (UnpackedFile file : unpacked.files()) {
                files.put(file.path(), Files.readString(unpacking.staging.resolve(file.path())));
                assertThat(EntryPath.parse(file.path(), Unpacking.SMALL).text()).isEqualTo(file.path());
                assertThat(Files.size(unpacking.staging.resolve(file.path()))).isEqualTo(file.size());
            }
            try (Stream<Path> all = Files.walk(unpacking.staging)) {
                assertThat(all.filter(Files::isRegularFile)).hasSameSizeAs(unpacked.files());
            }
            accepted++;
            content = Optional.of(files);
            unpacking.clear();
        } catch (ArchiveException refused) {
            assertThat(unpacking.staging).isEmptyDirectory();
        }
        assertThat(unpacking.around()).containsOnlyKeys("", "neighbour.txt", "deep", "deep/er", "deep/er/staging");
        return content;
    }
}
