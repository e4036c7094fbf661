// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bioxen.api.curator.IntegrityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files by their SHA-256, and which of them came out of which artifact; shared by all environments. What is damaged counts as
 * absent and is removed when it is found, which is whenever it is used: it is hashed then. Thread-safe, and safe against other
 * processes; who puts files in and relies on them until they are part of an environment holds {@link #use} meanwhile, and {@link
 * #sweep} is for who holds the store alone.
 */
public final class ContentStore {
    /** How a link is made; tests have it fail. */
    @FunctionalInterface
    interface Linker {
        void link(Path link, Path existing) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ContentStore.class);
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("r--r--r--");
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("r-xr-xr-x");
    private static final long LARGEST_RECORD = 64L << 20;

    private final Path files;
    private final Path artifacts;
    private final Path incoming;
    private final Path lock;
    private final Steps steps;
    private final Linker linker;

    /**
     * The store in a folder, which need not be there yet.
     *
     * @param root the folder
     * @param lock the file by which processes keep each other out
     */
    public ContentStore(Path root, Path lock, Steps steps) {
        this(root, lock, steps, Files::createLink);
    }

    ContentStore(Path root, Path lock, Steps steps, Linker linker) {
        this.files = root.resolve("files");
        this.artifacts = root.resolve("artifacts");
        this.incoming = root.resolve("incoming");
        this.lock = lock;
        this.steps = steps;
        this.linker = linker;
    }

    /**
     * Keeps {@link #sweep} out until what is returned is closed.
     *
     * @return empty if the store is being swept for longer than that
     */
    public Optional<FileMutex> use(Duration patience) throws IOException, InterruptedException {
        Files.createDirectories(lock.getParent());
        return Patience.of(patience).until(() -> FileMutex.tryShared(lock));
    }

    /** Has the store alone, as {@link #sweep} wants it, as soon as nobody uses it. */
    public Optional<FileMutex> alone(Duration patience) throws IOException, InterruptedException {
        Files.createDirectories(lock.getParent());
        return Patience.of(patience).until(() -> FileMutex.tryAlone(lock));
    }

    /** A new folder on the file system of the store, for something on its way in; who asked for it removes it. */
    public Path newIncoming() throws IOException {
        Path folder = incoming.resolve(UUID.randomUUID().toString());
        Files.createDirectories(folder);
        return folder;
    }

    /**
     * Takes a file over.
     *
     * @param file on the file system of the store; gone afterwards
     * @param sha256 its digest, which the caller has made while it wrote it
     */
    public void put(Path file, String sha256) throws IOException {
        Path place = place(sha256);
        if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                && Digests.sha256(place).equals(sha256)) {
            Files.delete(file);
            return;
        }
        permit(file, FILE);
        Durable.syncFile(file);
        Files.createDirectories(place.getParent());
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        steps.reached(Step.STORED);
    }

    /** Whether a file of this size is there; its content is looked at when it is used. */
    public boolean has(String sha256, long size) {
        try {
            return Files.size(place(sha256)) == size;
        } catch (IOException absent) {
            return false;
        }
    }

    /**
     * Reads a small file.
     *
     * @throws NoSuchFileException if it is not there, or was damaged
     */
    public byte[] read(String sha256, long most) throws IOException {
        Path place = place(sha256);
        byte[] content;
        try (InputStream in = Files.newInputStream(place, LinkOption.NOFOLLOW_LINKS)) {
            content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
        }
        if (content.length > most) {
            throw new IOException("the file " + sha256 + " of the store is longer than " + most + " bytes");
        }
        if (!Digests.sha256(content).equals(sha256)) {
            drop(place);
            throw new NoSuchFileException(place.toString(), null, "damaged, and removed from the store");
        }
        return content;
    }

    /**
     * Puts a file of the store somewhere, by a hard link or, where that cannot be and for programs, as a copy; then hashes what is
     * there.
     *
     * @param target on the file system of the store; its folder is there, and it is not
     * @return whether it is there now; false if the store did not have it, or had it damaged
     */
    public boolean deploy(String sha256, Path target, boolean executable) throws IOException {
        Path place = place(sha256);
        if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (executable || !linked(target, place)) {
            copy(place, target, executable);
        }
        if (Digests.sha256(target).equals(sha256)) {
            return true;
        }
        Files.delete(target);
        drop(place);
        return false;
    }

    private boolean linked(Path target, Path place) throws IOException {
        try {
            linker.link(target, place);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException fault) {
            throw fault;
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            // Another file system, too many links, or a file system without: a copy is as good, only larger.
            return false;
        }
    }

    private static void copy(Path place, Path target, boolean executable) throws IOException {
        Files.copy(place, target, LinkOption.NOFOLLOW_LINKS);
        permit(target, executable ? PROGRAM : FILE);
        Durable.syncFile(target);
    }

    private static void drop(Path damaged) throws IOException {
        LOG.warn("{} has other content than its name says; it is removed", damaged);
        Files.deleteIfExists(damaged);
    }

    /** Writes down what is in an artifact, all of whose files are in the store. */
    public void record(StoredArtifact artifact) throws IOException {
        byte[] json = ArtifactText.write(artifact);
        Files.createDirectories(artifacts);
        String text = Digests.sha256(json) + "\n" + new String(json, StandardCharsets.UTF_8);
        Durable.replace(recordOf(artifact.sha256()), text);
        steps.reached(Step.RECORDED);
    }

    /** What is in an artifact, if the store has all of it. */
    public Optional<StoredArtifact> artifact(String sha256) throws IOException {
        Path record = recordOf(sha256);
        if (!Files.isRegularFile(record, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            StoredArtifact artifact = readRecord(record, sha256);
            return artifact.files().stream().allMatch(file -> has(file.sha256(), file.size()))
                    ? Optional.of(artifact)
                    : Optional.empty();
        } catch (NoSuchFileException meanwhileGone) {
            return Optional.empty();
        } catch (IntegrityException damaged) {
            drop(record);
            return Optional.empty();
        }
    }

    private static StoredArtifact readRecord(Path record, String sha256) throws IOException {
        if (Files.size(record) > LARGEST_RECORD) {
            throw new IntegrityException(record + " is too long");
        }
        byte[] all = Files.readAllBytes(record);
        int digest = 64;
        if (all.length <= digest || all[digest] != '\n') {
            throw new IntegrityException(record + " does not begin with a digest");
        }
        byte[] json = Arrays.copyOfRange(all, digest + 1, all.length);
        if (!Digests.sha256(json).equals(new String(all, 0, digest, StandardCharsets.ISO_8859_1))) {
            throw new IntegrityException(record + " is damaged");
        }
        StoredArtifact artifact = ArtifactText.read(json, record.toString());
        if (!artifact.sha256().equals(sha256)) {
            throw new IntegrityException(record + " is about another artifact");
        }
        return artifact;
    }

    /**
     * Looks at every file.
     *
     * @return those whose content is not what their name says, by digest
     */
    public List<String> damaged(Set<String> among) throws IOException {
        List<String> damaged = new ArrayList<>();
        for (String sha256 : among) {
            Path place = place(sha256);
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)
                    && !(Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                            && Digests.sha256(place).equals(sha256))) {
                damaged.add(sha256);
            }
        }
        return damaged;
    }

    /** Removes a file, so that it is fetched again when it is needed. */
    public void forget(String sha256) throws IOException {
        Files.deleteIfExists(place(sha256));
    }

    /**
     * Removes what nobody needs. Only for who holds the store {@link #alone}.
     *
     * @param neededArtifacts digests of artifacts
     * @param neededFiles digests of files, beside those of the needed artifacts
     * @return bytes that were freed
     */
    public long sweep(Set<String> neededArtifacts, Set<String> neededFiles) throws IOException {
        long freed = sizeOf(incoming);
        Durable.deleteTree(incoming);
        Set<String> needed = new HashSet<>(neededFiles);
        for (Path record : list(artifacts)) {
            String sha256 = record.getFileName().toString().replace(".json", "");
            Optional<StoredArtifact> kept =
                    neededArtifacts.contains(sha256) ? artifact(sha256) : Optional.<StoredArtifact>empty();
            if (kept.isPresent()) {
                kept.get().files().forEach(file -> needed.add(file.sha256()));
            } else {
                Files.deleteIfExists(record);
                steps.reached(Step.FORGOTTEN);
            }
        }
        for (Path folder : list(files)) {
            for (Path file : list(folder)) {
                if (!needed.contains(file.getFileName().toString())) {
                    freed += Files.size(file);
                    Files.delete(file);
                    steps.reached(Step.SWEPT);
                }
            }
        }
        return freed;
    }

    private static long sizeOf(Path root) throws IOException {
        if (!Files.exists(root)) {
            return 0;
        }
        long sum = 0;
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                sum += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
            }
        }
        return sum;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static void permit(Path file, Set<PosixFilePermission> permissions) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null) {
            view.setPermissions(permissions);
        }
    }

    /** Where a file is or would be. */
    Path place(String sha256) {
        return files.resolve(checked(sha256).substring(0, 2)).resolve(sha256);
    }

    private Path recordOf(String sha256) {
        return artifacts.resolve(checked(sha256) + ".json");
    }

    private static String checked(String sha256) {
        if (!Digests.isSha256(sha256)) {
            throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256");
        }
        return sha256;
    }
}
