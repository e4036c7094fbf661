// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Packs a folder into a tar.gz that tells nothing of when, where and by whom: the same files give the same bytes. */
final class PackagePacker {
    private static final FileTime TIME = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));
    private static final int PLAIN = 0100644;
    private static final int PROGRAM = 0100755;
    private static final int UNKNOWN_SYSTEM = 255;

    private PackagePacker() {}

    static void pack(Path folder, Path archive) throws IOException, CatalogBuildException {
        GzipParameters gzip = new GzipParameters();
        gzip.setCompressionLevel(Deflater.BEST_COMPRESSION);
        gzip.setOperatingSystem(UNKNOWN_SYSTEM);
        Map<String, Path> files = files(folder);
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(
                        new GzipCompressorOutputStream(out, gzip), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (Map.Entry<String, Path> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(Files.size(file.getValue()));
                entry.setModTime(TIME);
                entry.setMode(file.getKey().startsWith("bin/") ? PROGRAM : PLAIN);
                entry.setIds(0, 0);
                entry.setNames("", "");
                tar.putArchiveEntry(entry);
                Files.copy(file.getValue(), tar);
                tar.closeArchiveEntry();
            }
        }
    }

    private static Map<String, Path> files(Path folder) throws IOException, CatalogBuildException {
        Map<String, Path> files = new TreeMap<>();
        Path[] refused = {null};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!attributes.isRegularFile()) {
                    refused[0] = file;
                    return FileVisitResult.TERMINATE;
                }
                files.put(
                        folder.relativize(file)
                                .toString()
                                .replace(file.getFileSystem().getSeparator(), "/"),
                        file);
                return FileVisitResult.CONTINUE;
            }
        });
        if (refused[0] != null) {
            throw new CatalogBuildException(refused[0] + " is no plain file; packages hold nothing else");
        }
        return files;
    }
}
