// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.bioxen.api.curator.CatalogNotAvailableException;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageNotFoundException;
import org.bioxen.api.curator.RefusedArtifactException;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.api.curator.Requirement;
import org.bioxen.curator.archive.ArchiveException;
import org.bioxen.curator.archive.ArchiveLimits;
import org.bioxen.curator.archive.ArchiveReader;
import org.bioxen.curator.archive.UnpackedArchive;
import org.bioxen.curator.archive.UnpackedFile;
import org.bioxen.curator.catalog.CatalogView;
import org.bioxen.curator.environment.LockedArtifact;
import org.bioxen.curator.environment.LockedFile;
import org.bioxen.curator.environment.LockedPackage;
import org.bioxen.curator.environment.TreeLayout;
import org.bioxen.curator.store.ContentStore;
import org.bioxen.curator.store.Digests;
import org.bioxen.curator.store.Durable;
import org.bioxen.curator.store.FirstSeen;
import org.bioxen.curator.store.Step;
import org.bioxen.curator.store.Steps;
import org.bioxen.curator.store.StoredArtifact;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.ArtifactStream;
import org.bioxen.spi.catalog.PackageFormat;
import org.bioxen.spi.catalog.PackageFormatException;
import org.bioxen.spi.catalog.PackagePlan;
import org.bioxen.spi.catalog.Release;

/**
 * Gets one package: its artifact from the store or its catalog, checked and unpacked, and from the format where its files go. What
 * the catalog, the artifact and the format say has to agree. Thread-safe.
 */
final class Acquirer {
    private static final int BUFFER = 1 << 16;
    private static final long LARGEST_ARTIFACT = 2L << 30;
    private static final String FIRST_SEEN = ", as it had when it was first seen";

    private final CatalogView view;
    private final Formats formats;
    private final ContentStore store;
    private final FirstSeen firstSeen;
    private final TreeLayout layout;
    private final Steps steps;

    Acquirer(
            CatalogView view,
            Formats formats,
            ContentStore store,
            FirstSeen firstSeen,
            TreeLayout layout,
            Steps steps) {
        this.view = view;
        this.formats = formats;
        this.store = store;
        this.firstSeen = firstSeen;
        this.layout = layout;
        this.steps = steps;
    }

    /** What is told about one package on its way. */
    interface Watch {
        /** So many more bytes have come from a catalog. */
        void fetched(long bytes);

        /** Something else has gone on. */
        void alive();
    }

    /** Whether the package can be had without any catalog. */
    boolean isStored(Wanted wanted) throws IOException {
        if (wanted instanceof Wanted.Exactly exactly) {
            return store.artifact(exactly.locked().artifact().sha256()).isPresent();
        }
        Wanted.Offered offered = (Wanted.Offered) wanted;
        Optional<String> digest = expected(offered.catalog(), offered.release(), offered.artifact());
        return digest.isPresent() && store.artifact(digest.get()).isPresent();
    }

    /** Has the files of the package in the store. */
    LockedPackage acquire(Wanted wanted, Watch watch) throws IOException {
        if (wanted instanceof Wanted.Exactly exactly) {
            return locked(exactly.locked(), watch);
        }
        Wanted.Offered offered = (Wanted.Offered) wanted;
        try {
            return acquire(offered, watch);
        } catch (RefusedArtifactException refused) {
            Optional<String> digest = expected(offered.catalog(), offered.release(), offered.artifact());
            if (digest.isPresent() && store.artifact(digest.get()).isPresent()) {
                throw refused;
            }
            return acquire(offered, watch); // what was read of it was damaged in the store, and is fetched again
        }
    }

    private LockedPackage acquire(Wanted.Offered offered, Watch watch) throws IOException {
        StoredArtifact stored = stored(
                offered.catalog(),
                offered.release(),
                offered.artifact(),
                expected(offered.catalog(), offered.release(), offered.artifact()),
                watch);
        return installable(
                stored,
                offered.release(),
                offered.artifact(),
                offered.catalog(),
                offered.requested(),
                offered.pinned());
    }

    /** What a lock file says, if that is what the artifact has: lock files come from elsewhere, too. */
    private LockedPackage locked(LockedPackage locked, Watch watch) throws IOException {
        String digest = locked.artifact().sha256();
        Optional<StoredArtifact> there = store.artifact(digest);
        if (there.isEmpty()) {
            return again(locked, watch);
        }
        try {
            return checked(there.get(), locked);
        } catch (IntegrityException other) {
            if (store.artifact(digest).isPresent()) {
                throw other;
            }
            return again(locked, watch); // what was read of it was damaged in the store, and is fetched again
        }
    }

    private LockedPackage checked(StoredArtifact stored, LockedPackage locked) throws IOException {
        Release.Builder release = Release.builder(locked.id());
        locked.dependencies().forEach(release::dependency);
        locked.licence().ifPresent(release::licence);
        Artifact artifact = new Artifact(
                locked.artifact().format(),
                locked.artifact().platform(),
                "",
                OptionalLong.of(stored.size()),
                Optional.of(stored.sha256()));
        LockedPackage got;
        try {
            got = installable(stored, release.build(), artifact, locked.catalog(), locked.requested(), locked.pinned());
        } catch (RefusedArtifactException other) {
            throw new IntegrityException(
                    "what the lock file says of " + locked.id() + " is not what its artifact is: " + other.getMessage(),
                    other);
        }
        if (!got.sameContent(locked)) {
            throw new IntegrityException("the lock file says other files of " + locked.id()
                    + " than its artifact has; it was changed by hand");
        }
        return locked;
    }

    /** What a lock file says, from a catalog that has the very same bytes. */
    private LockedPackage again(LockedPackage locked, Watch watch) throws IOException {
        String digest = locked.artifact().sha256();
        CatalogView.Owned owned = owner(locked);
        Release release = owned.releases().stream()
                .filter(one -> one.id().equals(locked.id()))
                .findFirst()
                .orElseThrow(() -> new PackageNotFoundException(
                        locked.id() + " is not in the store, and catalog '" + owned.catalog() + "' has it no more"));
        Artifact artifact = release.artifacts().stream()
                .filter(one -> one.sha256().map(digest::equals).orElse(true)
                        && one.format().equals(locked.artifact().format())
                        && one.platform().equals(locked.artifact().platform()))
                .findFirst()
                .orElseThrow(() -> new IntegrityException("catalog '" + owned.catalog() + "' has " + locked.id()
                        + " with other content than when it was locked; nothing of it is taken"));
        StoredArtifact stored = stored(owned.catalog(), release, artifact, Optional.of(digest), watch);
        return checked(stored, locked);
    }

    private CatalogView.Owned owner(LockedPackage locked) {
        Optional<CatalogView.Owned> owned;
        try {
            owned = view.releases(locked.name(), Optional.of(locked.catalog()));
        } catch (RepositoryNotFoundException otherMachine) {
            // Any catalog will do, since the content is known by its digest.
            owned = view.releases(locked.name(), Optional.empty());
        }
        return owned.orElseThrow(
                () -> new PackageNotFoundException(locked.id() + " is not in the store, and neither catalog '"
                        + locked.catalog() + "' nor another in its place has " + locked.name()));
    }

    private Optional<String> expected(String catalog, Release release, Artifact artifact) throws IOException {
        return artifact.sha256().isPresent() ? artifact.sha256() : firstSeen.of(subject(catalog, release, artifact));
    }

    private static String subject(String catalog, Release release, Artifact artifact) {
        return catalog + ": " + release.id() + " " + artifact.format() + " " + artifact.platform();
    }

    private StoredArtifact stored(
            String catalog, Release release, Artifact artifact, Optional<String> expected, Watch watch)
            throws IOException {
        Optional<StoredArtifact> there =
                expected.isPresent() ? store.artifact(expected.get()) : Optional.<StoredArtifact>empty();
        if (there.isPresent()) {
            return there.get();
        }
        Path folder = store.newIncoming();
        try {
            Path file = folder.resolve("artifact");
            String digest = fetch(catalog, release, artifact, expected, file, watch);
            steps.reached(Step.FETCHED);
            StoredArtifact unpacked = unpack(catalog, release, digest, file, folder, watch);
            if (artifact.sha256().isEmpty() && expected.isEmpty()) {
                checkFirst(firstSeen.remember(subject(catalog, release, artifact), digest), digest, catalog, release);
            }
            return unpacked;
        } finally {
            Durable.deleteTree(folder);
        }
    }

    /** Somebody else may have seen the artifact for the first time while this one was on its way. */
    private static void checkFirst(String first, String got, String catalog, Release release) {
        if (!first.equals(got)) {
            throw wrong(catalog, release, digests(got, first) + FIRST_SEEN);
        }
    }

    private static String digests(String got, String expected) {
        return "has the SHA-256 " + got + " instead of " + expected;
    }

    private String fetch(
            String catalog, Release release, Artifact artifact, Optional<String> expected, Path file, Watch watch)
            throws IOException {
        MessageDigest digest = Digests.sha256();
        long length = 0;
        ArtifactStream stream = view.open(catalog, release, artifact);
        try (InputStream in = stream.bytes();
                OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            long most = artifact.size().orElse(stream.length().orElse(LARGEST_ARTIFACT));
            byte[] buffer = new byte[BUFFER];
            Pace pace = new Pace(System::nanoTime);
            for (int n = read(in, buffer, catalog, release); n >= 0; n = read(in, buffer, catalog, release)) {
                length += n;
                if (length > most) {
                    throw wrong(catalog, release, "is longer than the " + most + " bytes it should have");
                }
                if (pace.isTooSlow(length)) {
                    throw new CatalogNotAvailableException("catalog '" + catalog + "' is too slow: " + length
                            + " bytes of the artifact of " + release.id() + " in more than " + Pace.GRACE_SECONDS
                            + " seconds; try again later");
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
                watch.fetched(n);
            }
        }
        if (artifact.size().isPresent() && artifact.size().getAsLong() != length) {
            throw wrong(
                    catalog,
                    release,
                    "has " + length + " bytes instead of " + artifact.size().getAsLong());
        }
        String got = Digests.hex(digest.digest());
        if (expected.isPresent() && !expected.get().equals(got)) {
            throw wrong(
                    catalog,
                    release,
                    digests(got, expected.get()) + (artifact.sha256().isPresent() ? "" : FIRST_SEEN));
        }
        return got;
    }

    private static int read(InputStream in, byte[] buffer, String catalog, Release release) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException broken) {
            if (Thread.currentThread().isInterrupted()) {
                throw broken;
            }
            throw new CatalogNotAvailableException(
                    "catalog '" + catalog + "' broke off in the artifact of " + release.id() + ": "
                            + broken.getMessage() + "; try again",
                    broken);
        }
    }

    private static IntegrityException wrong(String catalog, Release release, String what) {
        return new IntegrityException("the artifact of " + release.id() + " from catalog '" + catalog + "' " + what
                + "; nothing of it is installed");
    }

    private StoredArtifact unpack(String catalog, Release release, String digest, Path file, Path folder, Watch watch)
            throws IOException {
        Path staging = Files.createDirectory(folder.resolve("files"));
        UnpackedArchive unpacked;
        try {
            unpacked = new ArchiveReader(ArchiveLimits.DEFAULT).unpack(file, staging, () -> {
                watch.alive();
                return false;
            });
        } catch (ArchiveException refused) {
            if (refused.reason() == ArchiveException.Reason.CANCELLED) {
                throw refused;
            }
            throw new RefusedArtifactException(
                    "the artifact of " + release.id() + " from catalog '" + catalog + "' is refused: "
                            + refused.getMessage(),
                    refused);
        }
        steps.reached(Step.UNPACKED);
        List<StoredArtifact.Entry> entries = new ArrayList<>();
        for (UnpackedFile one : unpacked.files()) {
            Path path = unpacked.root().resolve(one.path());
            entries.add(new StoredArtifact.Entry(
                    one.path(), one.size(), one.sha256(), Digests.md5(path), one.executable()));
            store.put(path, one.sha256());
            watch.alive();
        }
        StoredArtifact artifact = new StoredArtifact(digest, Files.size(file), entries);
        store.record(artifact);
        return artifact;
    }

    private LockedPackage installable(
            StoredArtifact stored,
            Release release,
            Artifact artifact,
            String catalog,
            Optional<Requirement> requested,
            boolean pinned)
            throws IOException {
        PackagePlan plan = plan(stored, release, artifact, catalog);
        PackageId id = release.id();
        if (!plan.id().equals(id)) {
            throw refused(id, catalog, "says that it is " + plan.id());
        }
        Set<Dependency> undeclared = new HashSet<>(plan.dependencies());
        undeclared.removeAll(release.dependencies());
        if (!undeclared.isEmpty()) {
            throw refused(
                    id,
                    catalog,
                    "needs more than its catalog says: "
                            + undeclared.stream()
                                    .map(Dependency::toString)
                                    .sorted()
                                    .collect(Collectors.joining("; ")));
        }
        Map<String, StoredArtifact.Entry> entries =
                stored.files().stream().collect(Collectors.toMap(StoredArtifact.Entry::path, one -> one));
        List<LockedFile> files = new ArrayList<>();
        for (PackagePlan.Step step : plan.steps()) {
            if (step instanceof PackagePlan.Step.Place place) {
                files.add(place(place, id, catalog, entries));
            } else if (step instanceof PackagePlan.Step.Fetch further) {
                throw refused(id, catalog, "wants " + further.location() + " fetched, which is not done here");
            } else if (step instanceof PackagePlan.Step.Build build) {
                throw refused(
                        id, catalog, "wants something built by '" + build.recipe() + "', and no recipe is allowed");
            }
        }
        return new LockedPackage(
                id,
                catalog,
                new LockedArtifact(artifact.format(), artifact.platform(), stored.sha256(), stored.size()),
                release.dependencies(),
                requested,
                pinned,
                plan.licence().or(release::licence),
                files);
    }

    private PackagePlan plan(StoredArtifact stored, Release release, Artifact artifact, String catalog) {
        PackageFormat format = formats.find(artifact.format())
                .orElseThrow(() -> new CuratorException("the format '" + artifact.format() + "' of " + release.id()
                        + " from catalog '" + catalog + "' is not there; install the plugin that reads it"));
        try {
            return format.plan(StoredFiles.of(store, stored, release, layout.luaVersion()));
        } catch (PackageFormatException refused) {
            throw new RefusedArtifactException(
                    "the artifact of " + release.id() + " from catalog '" + catalog + "' is refused: "
                            + refused.getMessage(),
                    refused);
        } catch (CuratorException known) {
            throw known;
        } catch (RuntimeException | LinkageError fault) {
            throw new RefusedArtifactException(
                    "the format '" + artifact.format() + "' failed on " + release.id() + ": " + fault, fault);
        }
    }

    private LockedFile place(
            PackagePlan.Step.Place place, PackageId id, String catalog, Map<String, StoredArtifact.Entry> entries) {
        StoredArtifact.Entry source = entries.get(place.source());
        if (source == null) {
            throw refused(id, catalog, "wants the file " + place.source() + " placed, which it does not have");
        }
        try {
            return new LockedFile(
                    layout.place(place.kind(), id, place.target()),
                    source.size(),
                    source.sha256(),
                    source.md5(),
                    place.kind() == PackagePlan.Kind.BIN);
        } catch (IllegalArgumentException unsafe) {
            throw refused(id, catalog, "wants a file where there must be none: " + unsafe.getMessage());
        }
    }

    private static RefusedArtifactException refused(PackageId id, String catalog, String why) {
        return new RefusedArtifactException(
                "the artifact of " + id + " from catalog '" + catalog + "' is refused: it " + why);
    }
}
