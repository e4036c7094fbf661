// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.bioxen.curator.archive.ArchiveException.Reason;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** An archive, the folder it is unpacked into, and what is around that folder. */
final class Unpacking {
    static final ArchiveLimits SMALL = new ArchiveLimits(4 << 20, 2 << 20, 50, 100, 8, 200, 80 << 20);

    final Path staging;
    private final Path around;
    private final Path archive;

    Unpacking(Path temporary) throws IOException {
        around = Files.createDirectories(temporary.resolve("around"));
        Files.writeString(around.resolve("neighbour.txt"), "untouched");
        staging = Files.createDirectories(around.resolve("deep/er/staging"));
        archive = Files.createFile(temporary.resolve("archive"));
    }

    UnpackedArchive unpack(byte[] bytes) throws IOException {
        return unpack(bytes, SMALL);
    }

    UnpackedArchive unpack(byte[] bytes, ArchiveLimits limits) throws IOException {
        Files.write(archive, bytes);
        return new ArchiveReader(limits).unpack(archive, staging, () -> false);
    }

    void assertRefused(byte[] bytes, Reason reason) throws IOException {
        assertRefused(bytes, SMALL, reason);
    }

    void assertRefused(byte[] bytes, ArchiveLimits limits, Reason reason) throws IOException {
        Map<String, String> before = tree(around);
        Throwable failure = catchThrowable(() -> unpack(bytes, limits));
        assertThat(failure).isInstanceOf(ArchiveException.class).hasMessageNotContainingAny("\n", "\0", "\u001b");
        assertThat(((ArchiveException) failure).reason())
                .as(failure.getMessage())
                .isEqualTo(reason);
        assertThat(staging).isEmptyDirectory();
        assertThat(tree(around)).isEqualTo(before);
    }

    /** Whatever comes of it: the same files, or a refusal that leaves nothing. */
    void assertSameOrRefused(byte[] bytes, Map<String, String> content) throws IOException {
        Map<String, String> before = tree(around);
        try {
            unpack(bytes);
            assertThat(tree(staging)).isEqualTo(content);
            clear();
        } catch (ArchiveException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
        assertThat(tree(around)).isEqualTo(before);
    }

    /** Every file and folder around the folder that is unpacked into. */
    Map<String, String> around() throws IOException {
        return tree(around);
    }

    void clear() throws IOException {
        try (Stream<Path> files = Files.walk(staging)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                if (!file.equals(staging)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Every file and folder below with what is in it. */
    static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                tree.put(
                        root.relativize(file).toString(),
                        Files.isDirectory(file) ? "a folder" : Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return tree;
    }

    static List<String> paths(UnpackedArchive unpacked) {
        return unpacked.files().stream().map(UnpackedFile::path).toList();
    }

    static byte[] gzip(byte[] bytes) {
        return compressed(bytes, GZIPOutputStream::new);
    }

    static byte[] xz(byte[] bytes) {
        return compressed(bytes, out -> new XZOutputStream(out, new LZMA2Options(1)));
    }

    private interface Compressor {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] compressed(byte[] bytes, Compressor compressor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressing = compressor.around(out)) {
            compressing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
