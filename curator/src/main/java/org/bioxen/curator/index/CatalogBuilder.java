// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.curator.format.BioxenFormat;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.Release;

/**
 * Makes a catalog of static files out of packages, or adds them to one. Releases that the catalog has stay as they are: another
 * content needs another version. New files are written first and the pointer last, by a rename, so whoever reads the catalog
 * meanwhile sees the old one or the new. The same sources and time give the same bytes. One at a time for a catalog.
 */
public final class CatalogBuilder {
    private static final Pattern ARCHIVE = Pattern.compile(".+[.](tar|tar[.]gz|tgz|tar[.]xz|txz|zip)");
    private static final Comparator<PackageVersion> NEWEST_FIRST = Comparator.reverseOrder();

    private final Options options;
    private final CatalogFolder target;
    private final Set<PackageId> added = new HashSet<>();
    private final Map<PackageName, Map<PackageVersion, Release>> releases = new TreeMap<>();

    private CatalogBuilder(CatalogFolder target, Options options) {
        this.target = target;
        this.options = options;
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
        try (CatalogFolder folder = CatalogFolder.open(target)) {
            return new CatalogBuilder(folder, options).build(content);
        }
    }

    private Built build(CatalogSource source) throws IOException, CatalogBuildException {
        Optional<CatalogIndex> before = options.fresh() ? Optional.empty() : readBefore();
        for (Path folder : source.folders()) {
            addFolder(folder);
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
        if (!Files.exists(target.file(IndexPointer.FILE))) {
            return Optional.empty();
        }
        IndexReader reader = new IndexReader(new FolderFiles(target.root()));
        try {
            IndexPointer pointer = reader.pointer();
            CatalogIndex index = reader.index(pointer, 0);
            target.keep(pointer.index().path());
            for (Map.Entry<PackageName, CatalogIndex.Entry> entry :
                    index.packages().entrySet()) {
                target.keep(entry.getValue().releases().path());
                for (Release release : reader.releases(index, entry.getKey())) {
                    release.artifacts().forEach(artifact -> target.keep(artifact.location()));
                    put(release);
                }
            }
            return Optional.of(index);
        } catch (CatalogException e) {
            throw new CatalogBuildException(
                    "the catalog in " + target.root() + " cannot be added to: " + e.getMessage(), e);
        }
    }

    private void put(Release release) {
        releases.computeIfAbsent(release.id().name(), name -> new TreeMap<>(NEWEST_FIRST))
                .put(release.id().version(), release);
    }

    private void addFolder(Path folder) throws IOException, CatalogBuildException {
        String name = folder.getFileName().toString();
        Path archive = target.work().resolve(name + ".tar.gz");
        PackagePacker.pack(folder, archive);
        PackageId id = add(archive, folder.toString());
        if (!name.equals(id.name().value()) && !name.equals(id.name() + "-" + id.version())) {
            throw new CatalogBuildException(folder + " holds " + id + "; call the folder " + id.name());
        }
    }

    private PackageId add(Path archive, String where) throws IOException, CatalogBuildException {
        Matcher named = ARCHIVE.matcher(archive.getFileName().toString());
        if (!named.matches()) {
            throw new CatalogBuildException(where + " is none of zip, tar, tar.gz and tar.xz by its name");
        }
        PackedPackage packed = PackedPackage.read(archive, target.work(), where);
        PackageId id = packed.manifest().id();
        if (!added.add(id)) {
            throw new CatalogBuildException(where + " is " + id + ", which is there already");
        }
        Optional<Release> before =
                Optional.ofNullable(releases.getOrDefault(id.name(), Map.of()).get(id.version()));
        if (before.isPresent()) {
            checkSame(before.get(), archive, packed, where);
        } else {
            Artifact artifact = store(archive, id, extension(named.group(1)));
            put(packed.manifest().release().artifact(artifact).build());
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
        String name = id.name() + "-" + id.version() + "-" + Digests.shortened(sha256) + "." + extension;
        ContentRef place = new ContentRef("artifacts/" + name, Files.size(archive), sha256);
        target.copy(archive, place);
        return new Artifact(
                BioxenFormat.ID, Artifact.ALL, place.path(), OptionalLong.of(place.size()), Optional.of(sha256));
    }

    /** The same files may be packed into other bytes, by another deflate for example. */
    private void checkSame(Release before, Path archive, PackedPackage packed, String where)
            throws IOException, CatalogBuildException {
        Artifact artifact = before.artifacts().get(0);
        if (!artifact.sha256().equals(Optional.of(Digests.of(archive)))
                && !PackedPackage.read(target.file(artifact.location()), target.work(), artifact.location())
                        .files()
                        .equals(packed.files())) {
            throw new CatalogBuildException(
                    where + " is " + before.id() + ", which was released with another content; give it a new version");
        }
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

    /** Writes everything; gives the index of before if nothing changed. */
    private CatalogIndex write(CatalogSource source, Map<PackageName, List<Release>> all, Optional<CatalogIndex> before)
            throws IOException {
        Map<PackageName, CatalogIndex.Entry> entries = new TreeMap<>();
        for (Map.Entry<PackageName, List<Release>> each : all.entrySet()) {
            entries.put(each.getKey(), write(each.getKey(), each.getValue()));
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
        target.write(pointer.index().path(), bytes);
        target.write(IndexPointer.FILE, pointer.bytes());
        // What the index before names is still kept: somebody may be reading by it.
        target.prune();
        return index;
    }

    private CatalogIndex.Entry write(PackageName name, List<Release> newestFirst) throws IOException {
        byte[] bytes = IndexWriter.releases(name, newestFirst);
        String sha256 = Digests.of(bytes);
        ContentRef file =
                new ContentRef("packages/" + name + "-" + Digests.shortened(sha256) + ".json", bytes.length, sha256);
        target.write(file.path(), bytes);
        Release latest = newestFirst.stream()
                .filter(release -> release.yanked().isEmpty())
                .findFirst()
                .orElse(newestFirst.get(0));
        return new CatalogIndex.Entry(
                latest.summary(), latest.labels(), latest.id().version(), file);
    }

    private static CatalogIndex index(
            CatalogSource source, Map<PackageName, CatalogIndex.Entry> entries, long revision, Instant created) {
        return new CatalogIndex(source.title(), source.description(), revision, created, entries, source.profiles());
    }
}
