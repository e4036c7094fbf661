// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bioxen.api.curator.PackageName;
import org.bioxen.curator.archive.ArchiveLimits;
import org.bioxen.curator.archive.ArchiveReader;
import org.bioxen.curator.archive.UnpackedFile;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalogs made of package folders and archives. */
class CatalogBuilderTest {
    private static final PackageName JSON = new PackageName("json");

    @TempDir
    Path temporary;

    private Sources sources;

    @BeforeEach
    void begin() throws IOException {
        sources = new Sources(temporary);
    }

    private CatalogIndex index() throws Exception {
        IndexReader reader = sources.reader();
        return reader.index(reader.pointer(), 0);
    }

    private List<Release> releases(PackageName name) throws Exception {
        return sources.reader().releases(index(), name);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(sources.target)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> sources.target.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void packagesAndProfilesAreInTheCatalog() throws Exception {
        sources.add("json", "1.0.0-1", "one", "show >= 1.0", "lua >= 5.1")
                .add("json", "1.1.0-1", "two", "show")
                .addAs("show", "show", "1.0-1", "show")
                .write("profiles.json", "{\"web\":{\"summary\":\"For the web\",\"packages\":[\"json >= 1.0\"]}}")
                .write("about.json", "{\"title\":\"Ours\",\"description\":\"What we use.\"}");

        CatalogBuilder.Built built = sources.build();

        assertThat(built).isEqualTo(new CatalogBuilder.Built(true, Sources.TIME.getEpochSecond(), 2, 3, List.of()));
        CatalogIndex index = index();
        assertThat(index.title()).isEqualTo("Ours");
        assertThat(index.created()).isEqualTo(Sources.TIME);
        assertThat(index.packages().get(JSON).latest()).hasToString("1.1.0-1");
        assertThat(index.packages().get(JSON).labels()).containsExactly("text");
        assertThat(index.profiles().get("web").packages()).hasToString("[json >= 1.0]");
        assertThat(releases(JSON)).hasToString("[Release[json 1.1.0-1], Release[json 1.0.0-1]]");
        assertThat(releases(JSON).get(1).dependencies()).hasToString("[show >= 1.0, lua >= 5.1]");
        assertThat(files()).noneMatch(file -> file.startsWith("."));
    }

    @Test
    void anArtifactIsWhatIndexAndSourceSay() throws Exception {
        sources.add("json", "1.0.0-1", "one").write("packages/json-1.0.0-1/bin/run", "#!/usr/bin/env lua\n");
        sources.build();
        Path artifact =
                sources.target.resolve(releases(JSON).get(0).artifacts().get(0).location());

        List<UnpackedFile> files = new ArchiveReader(ArchiveLimits.DEFAULT)
                .unpack(artifact, Files.createDirectory(temporary.resolve("unpacked")), () -> false)
                .files();

        assertThat(files.stream().map(UnpackedFile::path)).containsExactly("bin/run", "lua/json.lua", "package.json");
        assertThat(files.get(0).executable()).isTrue();
        assertThat(artifact.getFileName().toString()).matches("json-1\\.0\\.0-1-[0-9a-f]{12}\\.tar\\.gz");
    }

    @Test
    void theSameSourcesGiveTheSameBytes() throws Exception {
        sources.add("json", "1.0.0-1", "one").add("show", "1.0-1", "show");
        sources.build();
        Map<String, byte[]> first = MemoryFiles.of(sources.target).files;
        Sources others = new Sources(Files.createDirectory(temporary.resolve("elsewhere")));
        others.add("show", "1.0-1", "show").add("json", "1.0.0-1", "one");
        Files.setLastModifiedTime(
                others.source.resolve("packages/json-1.0.0-1/package.json"), FileTime.from(Instant.EPOCH));
        others.build();

        Map<String, byte[]> second = MemoryFiles.of(others.target).files;

        assertThat(second.keySet()).isEqualTo(first.keySet());
        first.forEach((path, bytes) -> assertThat(second.get(path)).as(path).isEqualTo(bytes));
    }

    @Test
    void nothingIsWrittenIfNothingChanged() throws Exception {
        sources.add("json", "1.0.0-1", "one");
        sources.build();
        Map<String, byte[]> before = MemoryFiles.of(sources.target).files;

        CatalogBuilder.Built built = sources.build(false, false, Sources.TIME.plusSeconds(1000));

        assertThat(built.changed()).isFalse();
        assertThat(built.revision()).isEqualTo(Sources.TIME.getEpochSecond());
        assertThat(MemoryFiles.of(sources.target).files.keySet()).isEqualTo(before.keySet());
    }

    @Test
    void releasesStayWhenTheirSourceGoesAndTheRevisionGrows() throws Exception {
        sources.addAs("json", "json", "1.0.0-1", "one");
        sources.build();
        sources.addAs("json", "json", "1.1.0-1", "two");

        CatalogBuilder.Built built = sources.build();

        assertThat(built.revision()).isEqualTo(Sources.TIME.getEpochSecond() + 1);
        assertThat(releases(JSON)).hasSize(2);
        assertThat(sources.target.resolve(
                        releases(JSON).get(1).artifacts().get(0).location()))
                .exists();
    }

    @Test
    void aFreshCatalogForgets() throws Exception {
        sources.addAs("json", "json", "1.0.0-1", "one");
        sources.build();
        sources.addAs("json", "json", "1.0.0-1", "other");

        CatalogBuilder.Built built = sources.build(true, true, Sources.TIME);

        assertThat(built.releases()).isEqualTo(1);
        assertThat(files()).hasSize(4);
    }

    @Test
    void aReleaseKeepsItsContent() throws Exception {
        sources.add("json", "1.0.0-1", "one");
        sources.build();
        List<String> before = files();
        sources.add("json", "1.0.0-1", "other");

        assertThatThrownBy(() -> sources.build())
                .isInstanceOf(CatalogBuildException.class)
                .hasMessageEndingWith(
                        "is json 1.0.0-1, which was released with another content; give it a new version");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void theSameContentInOtherBytesIsTheSameRelease() throws Exception {
        sources.add("json", "1.0.0-1", "one");
        sources.build();
        Path zip = sources.source.resolve("artifacts/json.zip");
        pack(sources.source.resolve("packages/json-1.0.0-1"), zip);
        delete(sources.source.resolve("packages"));

        assertThat(sources.build().changed()).isFalse();
    }

    @Test
    void anArchiveIsTakenAsItIs() throws Exception {
        sources.add("json", "1.0.0-1", "one");
        Path zip = sources.source.resolve("artifacts/anything.zip");
        pack(sources.source.resolve("packages/json-1.0.0-1"), zip);
        delete(sources.source.resolve("packages"));

        sources.build();

        String location = releases(JSON).get(0).artifacts().get(0).location();
        assertThat(location).matches("artifacts/json-1\\.0\\.0-1-[0-9a-f]{12}\\.zip");
        assertThat(sources.target.resolve(location)).hasSameBinaryContentAs(zip);
    }

    @Test
    void oldFilesAreKeptForOneMoreBuild() throws Exception {
        sources.add("json", "1.0.0-1", "one");
        sources.build();
        String first = sources.reader().pointer().index().path();
        sources.add("json", "1.1.0-1", "two").build();
        assertThat(files()).contains(first);
        Files.writeString(sources.target.resolve("index.html"), "mine");

        sources.add("json", "1.2.0-1", "three").build();

        assertThat(files()).doesNotContain(first).contains("index.html");
        assertThat(releases(JSON)).hasSize(3);
    }

    @Test
    void whatAKilledBuildLeftIsRemoved() throws Exception {
        Files.createDirectories(sources.target.resolve(".build-1/unpacked"));
        Files.writeString(sources.target.resolve(".build-1/unpacked/a.lua"), "left");
        sources.add("json", "1.0.0-1", "one").build();

        assertThat(sources.target.resolve(".build-1")).doesNotExist();
    }

    @Test
    void whoReadsMeanwhileSeesTheOldOrTheNew() throws Exception {
        sources.add("json", "1.0.0-1", "one");
        sources.build();
        IndexReader reader = sources.reader();
        IndexPointer pointer = reader.pointer();
        sources.add("json", "1.1.0-1", "two").build();

        assertThat(reader.releases(reader.index(pointer, 0), JSON)).hasSize(1);
    }

    @Test
    void aYankedReleaseStaysAndIsNotTheLatest() throws Exception {
        sources.add("json", "1.0.0-1", "one").add("json", "1.1.0-1", "two");
        sources.build();
        sources.write("about.json", "{\"yanked\":{\"json 1.1.0-1\":\"loses data\",\"json 7-1\":\"never was\"}}");

        CatalogBuilder.Built built = sources.build();

        assertThat(built.changed()).isTrue();
        assertThat(built.warnings()).containsExactly("json 7-1 is yanked and not there");
        assertThat(index().packages().get(JSON).latest()).hasToString("1.0.0-1");
        assertThat(releases(JSON).get(0).yanked()).isEqualTo(Optional.of("loses data"));
        assertThat(releases(JSON).get(0).artifacts()).hasSize(1);
    }

    @Test
    void whatIsNeededAndNotThereIsToldOrAnError() throws Exception {
        sources.add("json", "1.0.0-1", "one", "show >= 2", "lua > 6", "utf8")
                .add("show", "1.0-1", "show")
                .write("profiles.json", "{\"web\":{\"summary\":\"s\",\"packages\":[\"nothing\"]}}");

        assertThat(sources.build().warnings())
                .containsExactly(
                        "json 1.0.0-1 needs show >= 2, which the catalog does not have",
                        "json 1.0.0-1 needs lua > 6, which no Lua is",
                        "the profile 'web' needs nothing, which the catalog does not have");
        assertThatThrownBy(() -> sources.build(true, true, Sources.TIME))
                .isInstanceOf(CatalogBuildException.class)
                .hasMessageContaining("needs show >= 2");
    }

    @Test
    void aWrongSourceIsRefusedInOneLineAndNothingChanges() throws Exception {
        sources.add("json", "1.0.0-1", "one");
        sources.build();
        List<String> before = files();

        assertRefused("packages/bad/package.json", "{}", "lacks the field");
        assertRefused("packages/bad/lua/a.lua", "", "has no package.json");
        assertRefused("packages/json-1.0.0-1/Makefile", "", "'Makefile' has no place");
        assertRefused("artifacts/x.zip", "no zip", "none of zip, tar, tar.gz and tar.xz");
        assertRefused("artifacts/README", "", "by its name");
        assertRefused("profiles.json", "[]", "should be an object");
        assertRefused("about.json", "{\"yanked\":{\"json\":\"x\"}}", "'json' names no release");
        assertThat(files()).isEqualTo(before);
    }

    private void assertRefused(String path, String content, String message) throws IOException {
        sources.write(path, content);
        assertThatThrownBy(() -> sources.build())
                .isInstanceOf(CatalogBuildException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        Files.delete(sources.source.resolve(path));
        if (Files.exists(sources.source.resolve("packages/bad"))) {
            delete(sources.source.resolve("packages/bad"));
        }
    }

    @Test
    void aLinkInASourceIsRefused() throws Exception {
        sources.add("json", "1.0.0-1", "one");
        Files.createSymbolicLink(sources.source.resolve("packages/json-1.0.0-1/lua/link.lua"), Path.of("json.lua"));

        assertThatThrownBy(() -> sources.build()).hasMessageContaining("link.lua is no plain file");
    }

    @Test
    void twoSourcesForOneReleaseAreRefused() throws Exception {
        sources.add("json", "1.0.0-1", "one").addAs("json", "json", "1.0.0-1", "one");

        assertThatThrownBy(() -> sources.build()).hasMessageContaining("which is there already");
    }

    @Test
    void aFolderIsCalledAfterItsPackage() throws Exception {
        sources.addAs("jsn", "json", "1.0.0-1", "one");

        assertThatThrownBy(() -> sources.build()).hasMessageEndingWith("holds json 1.0.0-1; call the folder json");
    }

    @Test
    void aDamagedCatalogIsNotAddedTo() throws Exception {
        sources.add("json", "1.0.0-1", "one");
        sources.build();
        Files.writeString(sources.target.resolve(IndexPointer.FILE), "{}");

        assertThatThrownBy(() -> sources.build()).hasMessageContaining("cannot be added to: catalog.json, line 1");
    }

    @Test
    void theProgramSaysWhatItDidAndHowItEnded() throws Exception {
        sources.add("json", "1.0.0-1", "one", "show");
        String source = sources.source.toString();
        String target = sources.target.toString();

        assertThat(run(source, target))
                .isEqualTo("0\nwarning: json 1.0.0-1 needs show, which the catalog does not have\n" + target
                        + ": 1 packages, 1 releases, revision 1000\n");
        assertThat(run("--strict", source, target)).startsWith("1\njson 1.0.0-1 needs show");
        assertThat(run("--created", "2026-01-31T12:00:00Z", source, target))
                .endsWith("revision 1000, nothing changed\n");
        assertThat(run(source)).startsWith("2\ngive a source and a target; usage: BuildCatalog ");
        assertThat(run("--created", "now", source, target)).startsWith("2\n");
        assertThat(run("--what", source, target)).startsWith("2\nthere is no option --what");
        assertThat(run(target + "/nowhere", target)).startsWith("1\n").endsWith("nowhere is no folder\n");
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = BuildCatalog.run(arguments, "1000", out, out);
        return code + "\n" + bytes.toString(StandardCharsets.UTF_8);
    }

    private static void pack(Path folder, Path zip) throws IOException {
        Files.createDirectories(zip.getParent());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
