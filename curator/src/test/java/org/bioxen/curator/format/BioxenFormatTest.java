// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.PackageFormatException;
import org.bioxen.spi.catalog.PackagePlan;
import org.bioxen.spi.catalog.PackagePlan.Kind;
import org.bioxen.spi.catalog.PackagePlan.Step.Place;
import org.bioxen.spi.catalog.Release;
import org.bioxen.spi.catalog.UnpackedArtifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the files of a package go. */
class BioxenFormatTest {
    private static final String MANIFEST =
            "{\"format\":1,\"name\":\"a\",\"version\":\"1.0-1\",\"summary\":\"s\",\"licence\":\"MIT\",\"dependencies\":[\"b\"]}";

    @Test
    void everyFolderHasItsPlace() throws PackageFormatException {
        PackagePlan plan = plan(Map.of(
                "package.json", MANIFEST,
                "LICENSE", "",
                "README.md", "",
                "lua/a.lua", "",
                "lua/a/b.lua", "",
                "lib/a.so", "",
                "bin/a", "",
                "data/t/x.csv", "",
                "doc/guide.md", "",
                "test/a_test.lua", ""));

        assertThat(plan.id()).hasToString("a 1.0-1");
        assertThat(plan.licence()).isEqualTo(Optional.of("MIT"));
        assertThat(plan.dependencies()).hasToString("[b]");
        assertThat(plan.steps())
                .containsExactly(
                        new Place(Kind.DOC, "LICENSE", "LICENSE"),
                        new Place(Kind.DOC, "README.md", "README.md"),
                        new Place(Kind.BIN, "bin/a", "a"),
                        new Place(Kind.DATA, "data/t/x.csv", "t/x.csv"),
                        new Place(Kind.DOC, "doc/guide.md", "guide.md"),
                        new Place(Kind.NATIVE, "lib/a.so", "a.so"),
                        new Place(Kind.LUA, "lua/a.lua", "a.lua"),
                        new Place(Kind.LUA, "lua/a/b.lua", "a/b.lua"));
    }

    @ParameterizedTest
    @CsvSource({
        "src/a.c, has no place",
        "Makefile, has no place",
        "READMEmore, has no place",
        "a.lua, has no place",
        "lua/data.txt, is no module",
        "bin/sub/a, is in a folder below bin/",
    })
    void aFileWithoutAPlaceIsRefused(String file, String why) {
        assertThatThrownBy(() -> plan(Map.of("package.json", MANIFEST, file, "")))
                .isInstanceOf(PackageFormatException.class)
                .hasMessageContaining("'" + file + "'")
                .hasMessageContaining(why);
    }

    @Test
    void twoFilesForOnePlaceAreRefused() {
        assertThatThrownBy(() -> plan(Map.of("package.json", MANIFEST, "README.md", "", "doc/README.md", "")))
                .isInstanceOf(PackageFormatException.class)
                .hasMessageContaining("has 'README.md' twice");
    }

    @Test
    void aPackageNeedsAManifest() {
        assertThatThrownBy(() -> plan(Map.of("lua/a.lua", "")))
                .isInstanceOf(PackageFormatException.class)
                .hasMessage("the package has no package.json");
    }

    @Test
    void aWrongManifestIsRefusedWithItsMessage() {
        assertThatThrownBy(() -> plan(Map.of("package.json", "{")))
                .isInstanceOf(PackageFormatException.class)
                .hasMessageStartingWith("package.json, line 1");
    }

    private static PackagePlan plan(Map<String, String> files) throws PackageFormatException {
        return new BioxenFormat().plan(new Files(new TreeMap<>(files)));
    }

    /** An artifact in memory. */
    private record Files(TreeMap<String, String> contents) implements UnpackedArtifact {
        @Override
        public Release release() {
            return Release.builder(new PackageId(new PackageName("a"), PackageVersion.parse("1.0-1")))
                    .build();
        }

        @Override
        public String luaVersion() {
            return "5.4";
        }

        @Override
        public List<String> files() {
            return List.copyOf(contents.keySet());
        }

        @Override
        public byte[] read(String path) {
            return contents.get(path).getBytes(StandardCharsets.UTF_8);
        }
    }
}
