// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.curator.archive.ArchiveException;
import org.bioxen.curator.archive.ArchiveLimits;
import org.bioxen.curator.archive.ArchiveReader;
import org.bioxen.curator.archive.UnpackedArchive;
import org.bioxen.curator.archive.UnpackedFile;
import org.bioxen.curator.format.BioxenFormat;
import org.bioxen.curator.format.JsonException;
import org.bioxen.curator.format.PackageManifest;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.PackageFormatException;
import org.bioxen.spi.catalog.Release;

/**
 * Makes a catalog of static files out of packages, or adds them to one. Releases that the catalog has stay as they are: another
 * content needs another version. New files are written first and the pointer last, by a rename, so whoever reads the catalog
 * meanwhile sees the old one or the new. The same sources and time give the same bytes. One at a time for a catalog.
 */
public final class CatalogBuilder {
    private static final Pattern INDEX = Pattern.compile("index-[0-9a-f]{64}[.]json");
    private static final Pattern CONTENT =
            Pattern.compile("(packages|artifacts)/.+-[0-9a-f]{12}[.](json|tar|tar[.]gz|tar[.]xz|zip)");
    private static final Pattern ARCHIVE = Pattern.compile(".+[.](tar|tar[.]gz|tgz|tar[.]xz|txz|zip)");
    /** Where things are made before they are moved to their places: a folder of the target called so and something. */
    private static final String WORK = ".build-";

    private static final Comparator<PackageVersion> NEWEST_FIRST = Comparator.reverseOrder();

    private final Path target;
    private final Options options;
    private final Path work;
    private final ArchiveReader archives = new ArchiveReader(ArchiveLimits.DEFAULT);
    /** The files of the target that the catalog consists of, or did until now. */
    private final Set<String> used = new HashSet<>();

    private final Map<PackageId, List<UnpackedFile>> packed = new HashMap<>();
    private final Map<PackageName, Map<PackageVersion, Release>> releases = new TreeMap<>();

    private CatalogBuilder(Path target, Options options, Path work) {
        this.target = target;
        this.options = options;
        this.work = work;
    }

    /**
     * How to build.
     *
     * @param strict whether it is an error if the catalog does not have what its packages need
     * @param fresh whether to forget what the catalog had before
     * @param created the time that the index carries if anything changed
     */
    public record Options(boolean strict, boolean fresh, Instant created) {
        /** Cuts the time to seconds. */
        public Options {
            created = created.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /**
     * What was built.
     *
     * @param changed whether the catalog is another than before
     * @param revision its revision
     * @param packages how many packages it has
     * @param releases how many releases they have
     * @param warnings what is needed and not there, a line each
     */
    public record Built(boolean changed, long revision, int packages, int releases, List<String> warnings) {
        /** Copies the list. */
        public Built {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Builds.
     *
     * @param source a folder with {@code packages/}, {@code artifacts/}, {@code profiles.json} and {@code about.json}, as far as there
     *     are
     * @param target the catalog's folder; made if it is not there
     * @throws CatalogBuildException if something in the source, or the catalog as it was, is not as it must be
     * @throws IOException if the disk fails
     */
    public static Built build(Path source, Path target, Options options) throws IOException, CatalogBuildException {
        CatalogSource content = CatalogSource.read(source);
        Files.createDirectories(target);
        removeLeftovers(target);
        Path work = Files.createTempDirectory(target, WORK);
        try {
            return new CatalogBuilder(target, options, work).build(content);
        } finally {
            delete(work);
        }
    }

    /** What a build left that was killed. */
    private static void removeLeftovers(Path target) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(target)) {
            left = files.filter(file -> file.getFileName().toString().startsWith(WORK))
                    .toList();
        }
        for (Path folder : left) {
            delete(folder);
        }
    }

    private Built build(CatalogSource source) throws IOException, CatalogBuildException {
        Optional<CatalogIndex> before = options.fresh() ? Optional.empty() : readBefore();
        for (Path folder : source.folders()) {
            Path archive = work.resolve(folder.getFileName() + ".tar.gz");
            PackagePacker.pack(folder, archive);
            PackageId id = add(archive, folder.toString());
            String name = folder.getFileName().toString();
            if (!name.equals(id.name().value()) && !name.equals(id.name() + "-" + id.version())) {
                throw new CatalogBuildException(folder + " holds " + id + "; call the folder " + id.name());
            }
        }
        for (Path artifact : source.artifacts()) {
            add(artifact, artifact.toString());
        }
        List<String> warnings = yank(source.yanked());
        Map<PackageName, List<Release>> all = new TreeMap<>();
        releases.forEach((name, versions) -> all.put(name, List.copyOf(versions.values())));
        warnings.addAll(new CompletenessCheck(all).missing(source.profiles()));
        if (options.strict() && !warnings.isEmpty()) {
            throw new CatalogBuildException(String.join("; ", warnings));
        }
        CatalogIndex index = write(source, all, before);
        return new Built(
                before.isEmpty() || index != before.get(),
                index.revision(),
                all.size(),
                all.values().stream().mapToInt(List::size).sum(),
                warnings);
    }

    private Optional<CatalogIndex> readBefore() throws CatalogBuildException {
        if (!Files.exists(target.resolve(IndexPointer.FILE))) {
            return Optional.empty();
        }
        IndexReader reader = new IndexReader(new FolderFiles(target));
        try {
            IndexPointer pointer = reader.pointer();
            CatalogIndex index = reader.index(pointer, 0);
            used.add(pointer.index().path());
            for (Map.Entry<PackageName, CatalogIndex.Entry> entry :
                    index.packages().entrySet()) {
                used.add(entry.getValue().releases().path());
                for (Release release : reader.releases(index, entry.getKey())) {
                    put(release);
                }
            }
            return Optional.of(index);
        } catch (CatalogException e) {
            throw new CatalogBuildException("the catalog in " + target + " cannot be added to: " + e.getMessage(), e);
        }
    }

    private void put(Release release) {
        release.artifacts().forEach(artifact -> used.add(artifact.location()));
        releases.computeIfAbsent(release.id().name(), name -> new TreeMap<>(NEWEST_FIRST))
                .put(release.id().version(), release);
    }

    private PackageId add(Path archive, String where) throws IOException, CatalogBuildException {
        Matcher named = ARCHIVE.matcher(archive.getFileName().toString());
        if (!named.matches()) {
            throw new CatalogBuildException(where + " is none of zip, tar, tar.gz and tar.xz by its name");
        }
        List<UnpackedFile> files;
        PackageManifest manifest;
        try (Unpacked unpacked = unpack(archive)) {
            files = unpacked.archive().files();
            manifest = unpacked.manifest();
            BioxenFormat.plan(manifest, files.stream().map(UnpackedFile::path).toList());
        } catch (ArchiveException | PackageFormatException | JsonException e) {
            throw new CatalogBuildException(where + ": " + e.getMessage(), e);
        }
        PackageId id = manifest.id();
        if (packed.putIfAbsent(id, files) != null) {
            throw new CatalogBuildException(where + " is " + id + ", which is there already");
        }
        Optional<Release> before =
                Optional.ofNullable(releases.getOrDefault(id.name(), Map.of()).get(id.version()));
        if (before.isPresent()) {
            checkSame(before.get(), archive, files, where);
        } else {
            put(manifest.release()
                    .artifact(store(archive, id, extension(named.group(1))))
                    .build());
        }
        return id;
    }

    private static String extension(String written) {
        return switch (written) {
            case "tgz" -> "tar.gz";
            case "txz" -> "tar.xz";
            default -> written;
        };
    }

    private Artifact store(Path archive, PackageId id, String extension) throws IOException {
        String sha256 = Digests.of(archive);
        String path = "artifacts/" + id.name() + "-" + id.version() + "-" + Digests.shortened(sha256) + "." + extension;
        long size = Files.size(archive);
        if (!holds(target.resolve(path), size, sha256)) {
            Path copy = work.resolve("artifact");
            Files.copy(archive, copy);
            move(copy, path);
        }
        return new Artifact(BioxenFormat.ID, Artifact.ALL, path, OptionalLong.of(size), Optional.of(sha256));
    }

    /** The same files may be packed into other bytes, by another deflate for example. */
    private void checkSame(Release before, Path archive, List<UnpackedFile> files, String where)
            throws IOException, CatalogBuildException {
        Artifact artifact = before.artifacts().get(0);
        if (artifact.sha256().equals(Optional.of(Digests.of(archive)))) {
            return;
        }
        try (Unpacked old = unpack(target.resolve(artifact.location()))) {
            if (old.archive().files().equals(files)) {
                return;
            }
        } catch (ArchiveException e) {
            throw new CatalogBuildException(artifact.location() + ": " + e.getMessage(), e);
        }
        throw new CatalogBuildException(
                where + " is " + before.id() + ", which was released with another content; give it a new version");
    }

    private List<String> yank(Map<PackageId, String> yanked) {
        List<String> warnings = new ArrayList<>();
        Map<PackageId, String> left = new TreeMap<>(yanked);
        for (Map<PackageVersion, Release> versions : releases.values()) {
            versions.replaceAll((version, release) -> yanked(release, Optional.ofNullable(left.remove(release.id()))));
        }
        left.keySet().forEach(id -> warnings.add(id + " is yanked and not there"));
        return warnings;
    }

    private static Release yanked(Release release, Optional<String> why) {
        if (release.yanked().equals(why)) {
            return release;
        }
        Release.Builder changed =
                Release.builder(release.id()).summary(release.summary()).description(release.description());
        release.licence().ifPresent(changed::licence);
        release.homepage().ifPresent(changed::homepage);
        release.dependencies().forEach(changed::dependency);
        release.labels().forEach(changed::label);
        release.artifacts().forEach(changed::artifact);
        why.ifPresent(changed::yanked);
        return changed.build();
    }

    /** Writes everything; the index of before if nothing changed. */
    private CatalogIndex write(CatalogSource source, Map<PackageName, List<Release>> all, Optional<CatalogIndex> before)
            throws IOException {
        Map<PackageName, CatalogIndex.Entry> entries = new TreeMap<>();
        for (Map.Entry<PackageName, List<Release>> each : all.entrySet()) {
            byte[] bytes = IndexWriter.releases(each.getKey(), each.getValue());
            String sha256 = Digests.of(bytes);
            ContentRef file = new ContentRef(
                    "packages/" + each.getKey() + "-" + Digests.shortened(sha256) + ".json", bytes.length, sha256);
            write(file.path(), bytes);
            Release latest = each.getValue().stream()
                    .filter(release -> release.yanked().isEmpty())
                    .findFirst()
                    .orElse(each.getValue().get(0));
            entries.put(
                    each.getKey(),
                    new CatalogIndex.Entry(
                            latest.summary(), latest.labels(), latest.id().version(), file));
        }
        if (before.isPresent()
                && before.get()
                        .equals(index(
                                source,
                                entries,
                                before.get().revision(),
                                before.get().created()))) {
            return before.get();
        }
        long revision = Math.max(
                before.map(CatalogIndex::revision).orElse(0L) + 1,
                options.created().getEpochSecond());
        CatalogIndex index = index(source, entries, revision, options.created());
        byte[] bytes = IndexWriter.index(index);
        IndexPointer pointer = IndexPointer.to(bytes);
        write(pointer.index().path(), bytes);
        write(IndexPointer.FILE, pointer.bytes());
        prune();
        return index;
    }

    private static CatalogIndex index(
            CatalogSource source, Map<PackageName, CatalogIndex.Entry> entries, long revision, Instant created) {
        return new CatalogIndex(source.title(), source.description(), revision, created, entries, source.profiles());
    }

    private void write(String path, byte[] bytes) throws IOException {
        used.add(path);
        if (!holds(target.resolve(path), bytes.length, Digests.of(bytes))) {
            move(Files.write(work.resolve("file"), bytes), path);
        }
    }

    private static boolean holds(Path file, long size, String sha256) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == size
                && Digests.of(file).equals(sha256);
    }

    private void move(Path file, String path) throws IOException {
        Path place = target.resolve(path);
        Files.createDirectories(place.getParent());
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what neither this index nor the one before names: somebody may still be reading by that. */
    private void prune() throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.walk(target, 2)) {
            old = files.filter(Files::isRegularFile).filter(this::isUnused).toList();
        }
        for (Path file : old) {
            Files.delete(file);
        }
    }

    private boolean isUnused(Path file) {
        String path =
                target.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        return !used.contains(path)
                && (INDEX.matcher(path).matches() || CONTENT.matcher(path).matches());
    }

    /** An archive unpacked for as long as it is looked at. */
    private record Unpacked(UnpackedArchive archive) implements AutoCloseable {
        PackageManifest manifest() throws IOException, PackageFormatException, JsonException {
            Path file = archive.root().resolve(PackageManifest.FILE);
            if (!Files.isRegularFile(file)) {
                throw new PackageFormatException("the package has no " + PackageManifest.FILE);
            }
            return PackageManifest.read(Files.readAllBytes(file));
        }

        @Override
        public void close() throws IOException {
            delete(archive.root());
        }
    }

    private Unpacked unpack(Path archive) throws IOException {
        Path staging = Files.createTempDirectory(work, "unpacked-");
        return new Unpacked(archives.unpack(archive, staging, () -> false));
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
