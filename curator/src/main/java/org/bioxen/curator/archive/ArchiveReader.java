// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.bioxen.curator.archive.ArchiveException.Reason;

/**
 * Unpacks zip, tar, tar.gz and tar.xz, told apart by their content. It takes only what every reader understands alike and every
 * file system can hold, and refuses all else: links, devices, names that lead elsewhere or that some system takes for another,
 * sizes that lie, bytes that belong to no entry, more than the limits. An archive within an archive is a file like any other.
 * Immutable, for any number of threads.
 */
public final class ArchiveReader {
    private static final int START = 512;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};

    private final ArchiveLimits limits;

    /**
     * Makes a reader.
     *
     * @param limits what an archive may make of itself
     */
    public ArchiveReader(ArchiveLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    /**
     * Unpacks an archive. Files get mode 0644, those below {@code bin/} that the archive marks as programs 0755, as do folders;
     * times and owners are not taken over. If it fails, whatever way, the folder is empty again.
     *
     * @param archive the archive
     * @param staging the folder to unpack into; it must be there, be empty and be written by nobody else
     * @param cancelled asked often, also by way of the thread's interrupt; once it is true unpacking ends
     * @throws ArchiveException if the archive is refused, or unpacking was cancelled
     * @throws IOException if the folder is not empty, the archive is not there or the disk fails
     */
    public UnpackedArchive unpack(Path archive, Path staging, BooleanSupplier cancelled) throws IOException {
        Staging place = Staging.in(staging);
        try (FileChannel file = FileChannel.open(archive, StandardOpenOption.READ)) {
            unpack(file, place, new Budget(limits, file.size(), cancelled));
            return place.unpacked();
        } catch (IOException | RuntimeException | Error e) {
            try {
                place.clear();
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            if (e instanceof ClosedByInterruptException) {
                throw ArchiveException.cancelled();
            }
            throw e;
        }
    }

    private static void unpack(FileChannel file, Staging place, Budget budget) throws IOException {
        byte[] start = start(file);
        if (startsWith(start, ZIP) || startsWith(start, EMPTY_ZIP)) {
            ZipUnpacker.unpack(file, place, budget);
            return;
        }
        InputStream bytes = new BufferedInputStream(Channels.newInputStream(file), 64 << 10);
        if (startsWith(start, GZIP) || startsWith(start, XZ)) {
            InputStream tar = startsWith(start, GZIP) ? gzip(bytes) : xz(bytes, budget);
            TarUnpacker.unpack(tar, place, budget);
            if (bytes.read() >= 0) {
                throw new ArchiveException(Reason.SURPLUS_DATA, "the archive goes on behind its compressed data");
            }
        } else if (TarStructure.matches(start)) {
            TarUnpacker.unpack(bytes, place, budget);
        } else {
            throw new ArchiveException(Reason.NOT_AN_ARCHIVE, "the file is none of zip, tar, tar.gz and tar.xz");
        }
    }

    private static InputStream gzip(InputStream bytes) throws ArchiveException {
        try {
            return GzipCompressorInputStream.builder().setInputStream(bytes).get();
        } catch (IOException | RuntimeException e) {
            throw ArchiveException.whileReading("the archive", e);
        }
    }

    private static InputStream xz(InputStream bytes, Budget budget) throws ArchiveException {
        try {
            return XZCompressorInputStream.builder()
                    .setInputStream(bytes)
                    .setMemoryLimitKiB(budget.limits().memoryBytes() >> 10)
                    .get();
        } catch (IOException | RuntimeException e) {
            throw ArchiveException.whileReading("the archive", e);
        }
    }

    private static byte[] start(FileChannel file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(START, file.size()));
        while (start.hasRemaining() && file.read(start, start.position()) >= 0) {
            // Until it is full or the file ends.
        }
        return Arrays.copyOf(start.array(), start.position());
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
