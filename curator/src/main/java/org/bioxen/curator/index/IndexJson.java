// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.curator.format.JsonException;
import org.bioxen.curator.format.JsonInput;
import org.bioxen.curator.format.PackageManifest;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.Profile;
import org.bioxen.spi.catalog.Release;

/** The JSON of an index and of the file that a package has its releases in, read strictly. */
final class IndexJson {
    /** The largest file of releases, in bytes. */
    static final int MOST_RELEASES_BYTES = 16 << 20;

    /** The largest artifact, in bytes. */
    static final long MOST_ARTIFACT_BYTES = 1L << 32;

    private static final int FORMAT = 1;
    private static final int MOST_PACKAGES = 200_000;
    private static final int MOST_RELEASES = 10_000;
    private static final int MOST_ARTIFACTS = 64;
    private static final int MOST_PROFILES = 200;
    private static final int MOST_IN_PROFILE = 500;
    private static final int LINE = 200;
    private static final int TEXT = 10_000;
    private static final int DIGEST = 64;
    private static final Pattern PROFILE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern FORMAT_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
    private static final Pattern PLATFORM = Pattern.compile("all|[a-z0-9]{1,16}-[a-z0-9_]{1,16}");

    private final JsonInput in;

    private IndexJson(JsonInput in) {
        this.in = in;
    }

    static CatalogIndex index(String document, byte[] bytes) throws JsonException {
        return JsonInput.read(document, bytes, in -> new IndexJson(in).index());
    }

    static List<Release> releases(String document, byte[] bytes, PackageName name) throws JsonException {
        return JsonInput.read(document, bytes, in -> new IndexJson(in).releases(name));
    }

    static Map<String, Profile> profiles(String document, byte[] bytes) throws JsonException {
        return JsonInput.read(document, bytes, in -> new IndexJson(in).profiles());
    }

    static ContentRef contentRef(JsonInput in, long mostBytes) throws JsonException {
        return new IndexJson(in).contentRef(mostBytes);
    }

    private CatalogIndex index() throws JsonException {
        var read = new Object() {
            boolean format;
            String title;
            String description = "";
            long revision;
            Instant created;
            Map<PackageName, CatalogIndex.Entry> packages;
            Map<String, Profile> profiles = Map.of();
        };
        in.object(field -> {
            switch (field) {
                case "format" -> read.format = format();
                case "title" -> read.title = in.line(LINE);
                case "description" -> read.description = in.lines(TEXT);
                case "revision" -> read.revision = in.number(1, Long.MAX_VALUE);
                case "created" -> read.created = in.value(LINE, IndexJson::instant);
                case "packages" -> read.packages = packages();
                case "profiles" -> read.profiles = profiles();
                default ->
                    throw in.unknown(
                            field, "format", "title", "description", "revision", "created", "packages", "profiles");
            }
        });
        requireFormat(read.format);
        return new CatalogIndex(
                in.required("title", read.title),
                read.description,
                in.required("revision", read.revision == 0 ? null : read.revision),
                in.required("created", read.created),
                in.required("packages", read.packages),
                read.profiles);
    }

    private Map<PackageName, CatalogIndex.Entry> packages() throws JsonException {
        Map<PackageName, CatalogIndex.Entry> packages = new TreeMap<>();
        in.object(field -> {
            if (packages.size() == MOST_PACKAGES) {
                throw in.problem("has more than " + MOST_PACKAGES + " packages");
            }
            packages.put(checked(() -> new PackageName(field)), entry());
        });
        return packages;
    }

    private CatalogIndex.Entry entry() throws JsonException {
        var read = new Object() {
            String summary;
            List<String> labels = List.of();
            PackageVersion latest;
            ContentRef releases;
        };
        in.object(field -> {
            switch (field) {
                case "summary" -> read.summary = in.line(LINE);
                case "labels" -> read.labels = PackageManifest.Fields.labels(in);
                case "latest" -> read.latest = in.value(PackageVersion.MAX_LENGTH, PackageVersion::parse);
                case "releases" -> read.releases = contentRef(MOST_RELEASES_BYTES);
                default -> throw in.unknown(field, "summary", "labels", "latest", "releases");
            }
        });
        return new CatalogIndex.Entry(
                in.required("summary", read.summary),
                read.labels,
                in.required("latest", read.latest),
                in.required("releases", read.releases));
    }

    private Map<String, Profile> profiles() throws JsonException {
        Map<String, Profile> profiles = new TreeMap<>();
        in.object(field -> {
            if (!PROFILE.matcher(field).matches()) {
                throw in.problem("'" + field + "' is no name for a profile; give small letters, digits, _ and -");
            }
            if (profiles.size() == MOST_PROFILES) {
                throw in.problem("has more than " + MOST_PROFILES + " profiles");
            }
            profiles.put(field, profile());
        });
        return profiles;
    }

    private Profile profile() throws JsonException {
        String[] summary = {null};
        List<Dependency> packages = new ArrayList<>();
        in.object(field -> {
            switch (field) {
                case "summary" -> summary[0] = in.line(LINE);
                case "packages" -> in.array(MOST_IN_PROFILE, () -> packages.add(in.value(TEXT, Dependency::parse)));
                default -> throw in.unknown(field, "summary", "packages");
            }
        });
        return new Profile(in.required("summary", summary[0]), packages);
    }

    private List<Release> releases(PackageName name) throws JsonException {
        boolean[] format = {false};
        PackageName[] found = {null};
        List<Release> releases = new ArrayList<>();
        Set<PackageVersion> versions = new HashSet<>();
        in.object(field -> {
            switch (field) {
                case "format" -> format[0] = format();
                case "name" -> found[0] = in.value(PackageName.MAX_LENGTH, PackageName::new);
                case "releases" ->
                    in.array(MOST_RELEASES, () -> {
                        Release release = release(name);
                        if (!versions.add(release.id().version())) {
                            throw in.problem("has " + release.id() + " twice");
                        }
                        releases.add(release);
                    });
                default -> throw in.unknown(field, "format", "name", "releases");
            }
        });
        requireFormat(format[0]);
        if (!in.required("name", found[0]).equals(name)) {
            throw in.problem("is about " + found[0] + ", not " + name);
        }
        in.required("releases", releases.isEmpty() ? null : releases);
        return List.copyOf(releases);
    }

    private Release release(PackageName name) throws JsonException {
        PackageManifest.Fields fields = new PackageManifest.Fields(in);
        fields.name(name);
        String[] yanked = {null};
        List<Artifact> artifacts = new ArrayList<>();
        in.object(field -> {
            switch (field) {
                case "yanked" -> yanked[0] = in.line(LINE);
                case "artifacts" -> in.array(MOST_ARTIFACTS, () -> artifacts.add(artifact()));
                default -> {
                    if (!fields.read(field)) {
                        throw in.unknown(
                                field,
                                "version",
                                "summary",
                                "description",
                                "licence",
                                "homepage",
                                "dependencies",
                                "labels",
                                "yanked",
                                "artifacts");
                    }
                }
            }
        });
        in.required("artifacts", artifacts.isEmpty() ? null : artifacts);
        Release.Builder release = fields.manifest().release();
        Optional.ofNullable(yanked[0]).ifPresent(release::yanked);
        artifacts.forEach(release::artifact);
        return release.build();
    }

    private Artifact artifact() throws JsonException {
        var read = new Object() {
            String format;
            String platform;
            String path;
            long size = -1;
            String sha256;
        };
        in.object(field -> {
            switch (field) {
                case "format" -> read.format = matching(FORMAT_NAME, "format");
                case "platform" -> read.platform = matching(PLATFORM, "platform");
                case "path" -> read.path = in.value(ContentRef.MAX_PATH, ContentRef::checkPath);
                case "size" -> read.size = in.number(0, MOST_ARTIFACT_BYTES);
                case "sha256" -> read.sha256 = in.value(DIGEST, ContentRef::checkDigest);
                default -> throw in.unknown(field, "format", "platform", "path", "size", "sha256");
            }
        });
        return new Artifact(
                in.required("format", read.format),
                in.required("platform", read.platform),
                in.required("path", read.path),
                OptionalLong.of(in.required("size", read.size < 0 ? null : read.size)),
                Optional.of(in.required("sha256", read.sha256)));
    }

    private ContentRef contentRef(long mostBytes) throws JsonException {
        var read = new Object() {
            String path;
            long size = -1;
            String sha256;
        };
        in.object(field -> {
            switch (field) {
                case "path" -> read.path = in.value(ContentRef.MAX_PATH, ContentRef::checkPath);
                case "size" -> read.size = in.number(0, mostBytes);
                case "sha256" -> read.sha256 = in.value(DIGEST, ContentRef::checkDigest);
                default -> throw in.unknown(field, "path", "size", "sha256");
            }
        });
        return new ContentRef(
                in.required("path", read.path),
                in.required("size", read.size < 0 ? null : read.size),
                in.required("sha256", read.sha256));
    }

    private String matching(Pattern pattern, String what) throws JsonException {
        String text = in.string(LINE);
        if (!pattern.matcher(text).matches()) {
            throw in.problem("'" + text + "' is no " + what);
        }
        return text;
    }

    private boolean format() throws JsonException {
        return in.number(FORMAT, FORMAT) == FORMAT;
    }

    private void requireFormat(boolean given) throws JsonException {
        in.required("format", given ? FORMAT : null);
    }

    private <T> T checked(Supplier<T> made) throws JsonException {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw in.problem(e.getMessage());
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time; give it as 2026-01-31T12:00:00Z", e);
        }
    }
}
