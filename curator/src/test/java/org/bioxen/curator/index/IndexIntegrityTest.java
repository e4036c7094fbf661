// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalog of which a byte is changed, a file is missing or longer, or that is older than it was. */
class IndexIntegrityTest {
    private static final int[] CHANGES = {1, 0x20, 0x80, 0xFF};

    @TempDir
    Path temporary;

    private MemoryFiles catalog;

    @BeforeEach
    void build() throws Exception {
        Sources sources = new Sources(temporary)
                .add("json", "1.0.0-1", "json", "show >= 1.0")
                .add("show", "1.0-1", "show")
                .write("profiles.json", "{\"minimal\":{\"summary\":\"Little\",\"packages\":[\"json\"]}}");
        sources.build();
        catalog = MemoryFiles.of(sources.target);
    }

    private static List<Release> readAll(MemoryFiles files) throws CatalogException {
        IndexReader reader = new IndexReader(files);
        CatalogIndex index = reader.index(reader.pointer(), 0);
        List<Release> releases = new ArrayList<>();
        for (PackageName name : index.packages().keySet()) {
            releases.addAll(reader.releases(index, name));
        }
        return releases;
    }

    @Test
    void aChangedByteAnywhereIsFound() throws CatalogException {
        assertThat(readAll(catalog)).hasSize(2);
        for (Map.Entry<String, byte[]> file : catalog.files.entrySet()) {
            if (file.getKey().startsWith("artifacts/")) {
                continue;
            }
            for (int at = 0; at < file.getValue().length; at++) {
                for (int change : CHANGES) {
                    file.getValue()[at] ^= (byte) change;
                    assertThatThrownBy(() -> readAll(catalog))
                            .as("%s, byte %d changed by %x", file.getKey(), at, change)
                            .isInstanceOf(CatalogCorruptException.class)
                            .hasMessageNotContainingAny("\n", "\u001b");
                    file.getValue()[at] ^= (byte) change;
                }
            }
        }
    }

    @Test
    void anArtifactIsNamedWithItsDigestAndSize() throws Exception {
        for (Release release : readAll(catalog)) {
            byte[] bytes = catalog.files.get(release.artifacts().get(0).location());
            assertThat(release.artifacts().get(0).sha256()).contains(Digests.of(bytes));
            assertThat(release.artifacts().get(0).size()).hasValue(bytes.length);
        }
    }

    @Test
    void aFileThatIsShorterLongerOrMissingIsFound() {
        for (String path : List.copyOf(catalog.files.keySet())) {
            if (path.startsWith("artifacts/")) {
                continue;
            }
            byte[] bytes = catalog.files.get(path);
            for (int length :
                    new int[] {0, bytes.length / 2, bytes.length - 1, bytes.length + 1, bytes.length + 5_000_000}) {
                catalog.files.put(path, Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> readAll(catalog))
                        .as("%s, %d bytes", path, length)
                        .isInstanceOf(CatalogCorruptException.class);
            }
            catalog.files.remove(path);
            assertThatThrownBy(() -> readAll(catalog))
                    .isInstanceOf(
                            path.equals(IndexPointer.FILE)
                                    ? CatalogNotFoundException.class
                                    : CatalogCorruptException.class)
                    .hasMessageContaining(path);
            catalog.files.put(path, bytes);
        }
    }

    @Test
    void anOlderStateIsRefused() throws CatalogException {
        IndexReader reader = new IndexReader(catalog);
        IndexPointer pointer = reader.pointer();
        long revision = reader.index(pointer, 0).revision();

        assertThat(reader.index(pointer, revision).revision()).isEqualTo(revision);
        assertThatThrownBy(() -> reader.index(pointer, revision + 1))
                .isInstanceOf(CatalogCorruptException.class)
                .hasMessageContaining("is at revision " + revision + ", and was at " + (revision + 1));
    }

    @Test
    void aPackageThatTheIndexDoesNotHaveIsNotFound() throws CatalogException {
        IndexReader reader = new IndexReader(catalog);
        CatalogIndex index = reader.index(reader.pointer(), 0);

        assertThatThrownBy(() -> reader.releases(index, new PackageName("nothing")))
                .isInstanceOf(CatalogNotFoundException.class)
                .hasMessageContaining("has no package nothing");
    }

    @Test
    void theReleasesOfAnotherPackageAreRefused() throws CatalogException {
        IndexReader reader = new IndexReader(catalog);
        CatalogIndex index = reader.index(reader.pointer(), 0);
        PackageName json = new PackageName("json");
        PackageName show = new PackageName("show");
        CatalogIndex lying = new CatalogIndex(
                index.title(),
                "",
                1,
                index.created(),
                Map.of(json, index.packages().get(show)),
                Map.of());

        assertThatThrownBy(() -> reader.releases(lying, json))
                .isInstanceOf(CatalogCorruptException.class)
                .hasMessageContaining("is about show, not json");
    }

    @Test
    void aFolderWithoutTheFileDoesNotHaveIt() {
        assertThatThrownBy(() -> new IndexReader(new FolderFiles(temporary)).pointer())
                .isInstanceOf(CatalogNotFoundException.class)
                .hasMessage("there is no 'catalog.json' in " + temporary);
    }

    @Test
    void aFolderInTheWayIsNoFile() throws IOException {
        Files.createDirectory(temporary.resolve(IndexPointer.FILE));

        assertThatThrownBy(() -> new IndexReader(new FolderFiles(temporary)).pointer())
                .isInstanceOf(CatalogCorruptException.class)
                .hasMessageEndingWith("is no file");
    }

    @Test
    void aPathThatClimbsIsNotEvenTried() {
        assertThatThrownBy(() -> new FolderFiles(temporary.resolve("target")).open("../source/profiles.json", 100))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed() throws IOException {
        Path outside = Files.writeString(temporary.resolve("secret"), "secret", StandardCharsets.UTF_8);
        Files.createSymbolicLink(temporary.resolve("target/link.json"), outside);

        assertThatThrownBy(() -> new FolderFiles(temporary.resolve("target")).open("link.json", 100))
                .isInstanceOf(CatalogCorruptException.class)
                .hasMessageContaining("leads out of");
    }
}
