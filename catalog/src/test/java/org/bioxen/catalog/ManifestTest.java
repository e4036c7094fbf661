// SPDX-License-Identifier: Apache-2.0
package org.bioxen.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.curator.index.CatalogBuilder;
import org.bioxen.curator.index.CatalogBuilder.Built;
import org.bioxen.curator.index.CatalogBuilder.Options;
import org.bioxen.curator.index.FolderFiles;
import org.bioxen.curator.index.IndexReader;
import org.bioxen.spi.catalog.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What manifests and profiles promise, and whether the files keep it. */
class ManifestTest {
    private static final Pattern REQUIRE = Pattern.compile("\\brequire\\s*\\(?\\s*[\"']([^\"']+)[\"']");
    private static final Set<String> PROFILES =
            Set.of("minimal", "standard", "full", "development", "networking", "bio");

    static List<Release> releases() {
        return Release.all();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aFolderIsNamedAfterItsPackageOrItsRelease(Release release) {
        assertThat(release.folder().getFileName().toString())
                .isIn(
                        release.id().name().toString(),
                        release.id().name() + "-" + release.id().version());
        if (Release.newest().get(release.id().name()).equals(release)) {
            assertThat(release.folder().getFileName())
                    .hasToString(release.id().name().toString());
        }
        assertThat(release.id().version().revision()).isPresent();
        assertThat(release.manifest().summary())
                .isNotBlank()
                .hasSizeLessThan(120)
                .doesNotContain("\n");
        assertThat(release.manifest().description()).hasSizeGreaterThan(40);
        assertThat(release.manifest().licence()).isEqualTo("Apache-2.0");
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aPackageRunsOnEveryLua(Release release) {
        for (String version : List.of("5.1", "5.2", "5.3", "5.4", "5.5")) {
            PackageId lua = new PackageId(PackageName.LUA, PackageVersion.parse(version));
            assertThat(release.dependencies())
                    .filteredOn(dependency -> dependency.name().equals(PackageName.LUA))
                    .singleElement()
                    .matches(dependency -> dependency.allows(lua), version);
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theNewestPackagesSatisfyEachOther(Release release) {
        assertThat(closure(List.of(release.dependencies())))
                .doesNotContain(release.id().name());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void whatAPackageRequiresIsItsOwnOrDeclared(Release release) throws IOException {
        Set<String> available = new HashSet<>(release.moduleNames());
        for (Dependency dependency : release.dependencies()) {
            if (!dependency.name().equals(PackageName.LUA)) {
                available.addAll(Release.newest().get(dependency.name()).moduleNames());
            }
        }

        assertThat(available).containsAll(required(release.files("lua")));

        Release testing = Release.newest().get(new PackageName("testing"));
        available.addAll(testing.moduleNames());
        assertThat(available).containsAll(required(release.files("test")));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aPackageBringsItsModuleItsTestsAndItsManual(Release release) throws IOException {
        assertThat(release.moduleNames()).contains(release.id().name().toString());
        assertThat(release.moduleNames())
                .allMatch(name -> name.equals(release.id().name().toString())
                        || name.startsWith(release.id().name() + "."));
        assertThat(release.files("test")).anyMatch(file -> file.toString().endsWith("_test.lua"));
        assertThat(Files.readString(release.folder().resolve("doc/README.md")))
                .startsWith("# " + release.id().name() + "\n");
        for (String tree : List.of("lua", "test")) {
            for (Path file : release.files(tree)) {
                assertThat(Files.readString(file)).startsWith("-- SPDX-License-Identifier: Apache-2.0\n");
            }
        }
    }

    @Test
    void noModuleIsInTwoPackages() {
        List<String> names = Release.newest().values().stream()
                .flatMap(release -> release.moduleNames().stream())
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void theCatalogIsBuiltAndItsProfilesCanBeInstalled(@TempDir Path directory) throws Exception {
        Built built = CatalogBuilder.build(Path.of("."), directory, new Options(true, true, Instant.EPOCH));
        IndexReader reader = new IndexReader(new FolderFiles(directory));
        Map<String, Profile> profiles = reader.index(reader.pointer(), 0).profiles();

        assertThat(built.packages()).isEqualTo(Release.newest().size());
        assertThat(built.releases()).isEqualTo(Release.all().size());
        assertThat(profiles.keySet()).isEqualTo(PROFILES);
        profiles.forEach((name, profile) ->
                assertThat(closure(List.of(profile.packages()))).as(name).isNotEmpty());
        assertThat(closure(List.of(profiles.get("full").packages())))
                .isEqualTo(new TreeSet<>(Release.newest().keySet()));
    }

    /** The packages that dependencies need, taking the newest of each; fails if one does not fit. */
    private static Set<PackageName> closure(List<List<Dependency>> dependencies) {
        Map<PackageName, Release> newest = Release.newest();
        Set<PackageName> found = new TreeSet<>();
        Deque<Dependency> open = new ArrayDeque<>();
        dependencies.forEach(open::addAll);
        while (!open.isEmpty()) {
            Dependency dependency = open.pop();
            if (!dependency.name().equals(PackageName.LUA)) {
                Release release = newest.get(dependency.name());
                assertThat(release).as("%s", dependency).isNotNull();
                assertThat(dependency.allows(release.id()))
                        .as("%s by %s", dependency, release)
                        .isTrue();
                if (found.add(dependency.name())) {
                    open.addAll(release.dependencies());
                }
            }
        }
        return found;
    }

    private static Set<String> required(List<Path> files) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : files) {
            String code = Stream.of(Files.readString(file).split("\n"))
                    .map(line -> line.replaceFirst("^\\s*--.*", ""))
                    .collect(Collectors.joining("\n"));
            REQUIRE.matcher(code)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .forEach(names::add);
        }
        return names;
    }
}
