// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.Artifact;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.Test;

/** A catalog of 10,000 packages with 100,000 releases, of which the index shows the newest of each. */
class LargeIndexTest {
    private static final int PACKAGES = 10_000;
    private static final int RELEASES = 10;
    private static final PackageName ASKED = new PackageName("package_1234");
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    @Test
    void openingReadsTheIndexAloneAndAPackageItsFile() throws Exception {
        MemoryFiles files = catalog();
        IndexReader reader = new IndexReader(files);

        long start = System.nanoTime();
        CatalogIndex index = reader.index(reader.pointer(), 0);
        long opened = System.nanoTime();
        List<Release> releases = reader.releases(index, ASKED);
        long looked = System.nanoTime();

        assertThat(index.packages()).hasSize(PACKAGES);
        assertThat(releases).hasSize(RELEASES);
        assertThat(files.opened).hasSize(3);
        assertThat(Duration.ofNanos(looked - start)).isLessThan(GENEROUS);
        System.out.printf(
                "%d packages: index of %d KiB opened in %.0f ms, releases of one in %.1f ms%n",
                PACKAGES,
                files.files.get(files.opened.get(1)).length >> 10,
                (opened - start) / 1e6,
                (looked - opened) / 1e6);
    }

    private static MemoryFiles catalog() throws IOException {
        MemoryFiles files = new MemoryFiles();
        Map<PackageName, CatalogIndex.Entry> entries = new HashMap<>();
        PackageVersion latest = PackageVersion.parse("1." + RELEASES + "-1");
        for (int i = 0; i < PACKAGES; i++) {
            PackageName name = new PackageName("package_" + i);
            // Only the file that is asked for is there: the others must not be opened.
            byte[] bytes = name.equals(ASKED) ? IndexWriter.releases(name, releases(name)) : new byte[0];
            ContentRef file = new ContentRef("packages/" + name + ".json", bytes.length, Digests.of(bytes));
            if (name.equals(ASKED)) {
                files.files.put(file.path(), bytes);
            }
            entries.put(
                    name,
                    new CatalogIndex.Entry("What package " + i + " is for, in a line", List.of("text"), latest, file));
        }
        byte[] index = IndexWriter.index(new CatalogIndex("Large", "", 1, Sources.TIME, entries, Map.of()));
        files.files.put(IndexPointer.to(index).index().path(), index);
        files.files.put(IndexPointer.FILE, IndexPointer.to(index).bytes());
        return files;
    }

    private static List<Release> releases(PackageName name) {
        List<Release> releases = new ArrayList<>();
        for (int version = RELEASES; version > 0; version--) {
            releases.add(Release.builder(new PackageId(name, PackageVersion.parse("1." + version + "-1")))
                    .summary("What it is for, in a line")
                    .licence("MIT")
                    .dependency(Dependency.parse("lua >= 5.1"))
                    .artifact(new Artifact(
                            "bioxen", "all", "artifacts/a", OptionalLong.of(1), Optional.of("ab".repeat(32))))
                    .build());
        }
        return releases;
    }
}
