// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.bioxen.api.curator.IntegrityException;

/**
 * The digests that artifacts had when they were first seen, for catalogs that tell none: the first is trusted, and another later is
 * found. Thread-safe, and safe against other processes.
 */
public final class FirstSeen {
    private final Path folder;

    /** What is remembered in a folder, which need not be there yet. */
    public FirstSeen(Path folder) {
        this.folder = folder;
    }

    /**
     * The digest that was seen first.
     *
     * @param subject the artifact: its catalog, release, format and platform
     * @throws IntegrityException if the memory is damaged
     */
    public Optional<String> of(String subject) throws IOException {
        Path file = file(subject);
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String digest = text.substring(0, Math.min(64, text.length()));
            if (!Digests.isSha256(digest) || !text.equals(line(subject, digest))) {
                throw new IntegrityException(file + ", the digest of " + subject
                        + " when it was first seen, is damaged; remove it to trust anew");
            }
            return Optional.of(digest);
        } catch (NoSuchFileException unseen) {
            return Optional.empty();
        }
    }

    /**
     * Remembers a digest for an artifact, unless somebody else has seen it before.
     *
     * @return the digest that was seen first
     */
    public String remember(String subject, String sha256) throws IOException {
        Path file = file(subject);
        Files.createDirectories(folder);
        Path written = folder.resolve("." + UUID.randomUUID());
        try {
            Durable.create(written, line(subject, sha256).getBytes(StandardCharsets.UTF_8));
            makeFirst(written, file);
            Durable.syncFolder(folder);
            return sha256;
        } catch (FileAlreadyExistsException seen) {
            return of(subject).orElse(sha256);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void makeFirst(Path written, Path file) throws IOException {
        try {
            Files.createLink(file, written); // at once, and never over another
        } catch (FileAlreadyExistsException seen) {
            throw seen;
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            Files.move(written, file);
        }
    }

    private static String line(String subject, String sha256) {
        return sha256 + " " + Digests.sha256(sha256 + subject) + " " + subject + "\n";
    }

    private Path file(String subject) {
        return folder.resolve(Digests.sha256(subject));
    }
}
