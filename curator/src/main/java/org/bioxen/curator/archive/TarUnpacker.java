// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bioxen.curator.archive.ArchiveException.Reason;

/** Unpacks a tar: {@link TarStructure} says what it holds, and the library that reads the files must see the same. */
final class TarUnpacker {
    private static final int RECORD = 512;

    private TarUnpacker() {}

    static void unpack(InputStream in, Staging staging, Budget budget) throws IOException {
        TarStructure structure = new TarStructure(in, budget);
        TarArchiveInputStream tar =
                new TarArchiveInputStream(structure, RECORD, RECORD, StandardCharsets.UTF_8.name(), false);
        int entries = 0;
        for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
            TarStructure.Entry checked = structure.current();
            entries++;
            if (entries != structure.entries() || !agree(entry, checked)) {
                throw new ArchiveException(
                        Reason.MISMATCH, "'" + EntryPath.shown(entry.getName()) + "' can be read in two ways");
            }
            if (checked.path().isEmpty()) {
                continue;
            }
            EntryPath path = checked.path().get();
            if (checked.folder()) {
                staging.folder(path);
            } else {
                staging.file(path, checked.program(), checked.size(), tar, budget);
            }
        }
        structure.transferTo(OutputStream.nullOutputStream());
        if (entries != structure.entries()) {
            throw new ArchiveException(Reason.MISMATCH, "the tar can be read in two ways");
        }
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar) throws ArchiveException {
        try {
            return tar.getNextEntry();
        } catch (IOException | RuntimeException e) {
            throw ArchiveException.whileReading("the tar", e);
        }
    }

    private static boolean agree(TarArchiveEntry entry, TarStructure.Entry checked) {
        return checked != null
                && entry.isDirectory() == checked.folder()
                && (checked.folder() || entry.isFile())
                && entry.getSize() == checked.size()
                && bare(entry.getName()).equals(bare(checked.name()));
    }

    private static String bare(String name) {
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
