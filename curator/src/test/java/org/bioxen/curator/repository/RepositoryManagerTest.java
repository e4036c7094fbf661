// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageInfo;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageNotFoundException;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.api.curator.SearchResult;
import org.bioxen.curator.catalog.site.BuiltInCatalog;
import org.bioxen.curator.catalog.site.SampleCatalog;
import org.bioxen.curator.catalog.site.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogs that are added, ordered and switched off by command, and what there is in them. */
@Timeout(60)
class RepositoryManagerTest {
    private static Path site;

    @TempDir
    Path folder;

    private Platform platform;

    @BeforeAll
    static void build(@TempDir Path shared) throws Exception {
        site = shared.resolve("site");
        SampleCatalog.release(shared.resolve("source"), site, "json", "1.0-1");
        SampleCatalog.release(shared.resolve("source"), site, "json", "1.2-1");
        SampleCatalog.release(shared.resolve("source"), site, "json", "2.0rc1-1");
        SampleCatalog.release(shared.resolve("source"), site, "csv", "1.0-1");
    }

    @BeforeEach
    void start() {
        platform = new Platform(folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void folderIsAddedAndStaysOverARestart() {
        RepositoryInfo added = platform.repositories().add("mine", site.toString(), 7);

        assertThat(added.location()).isEqualTo(site.toString());
        assertThat(added.origin()).isEqualTo("added");
        restart();
        assertThat(platform.repositories().list()).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo("mine");
            assertThat(one.priority()).isEqualTo(7);
            assertThat(one.enabled()).isTrue();
        });
        assertThat(platform.curator()
                        .info(new PackageName("csv"), Optional.empty())
                        .catalog())
                .isEqualTo("mine");
    }

    @Test
    void webSiteIsAdded() {
        try (Server server = new Server(site)) {
            platform.repositories().add("web", server.location(), 0);

            assertThat(platform.curator()
                            .info(new PackageName("json"), Optional.of("web"))
                            .catalog())
                    .isEqualTo("web");
            assertThat(platform.repositories().list().get(0).seen()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org/", "https://me:secret@example.org/", "http://example.org/?x"})
    void placeThatIsNoneIsRefused(String location) {
        assertThatThrownBy(() -> platform.repositories().add("mine", location, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThat(platform.repositories().list()).isEmpty();
    }

    @Test
    void placeWithoutACatalogIsNotAdded() {
        assertThatThrownBy(() -> platform.repositories().add("mine", folder.toString(), 0))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("catalog.json");
        assertThatThrownBy(() -> platform.repositories().add("mine", "http://127.0.0.1:1/", 0))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("cannot be reached");
        assertThat(platform.repositories().list()).isEmpty();
    }

    @Test
    void idThatIsTakenIsNotTakenAgain() {
        platform.repositories().add("mine", site.toString(), 0);

        assertThatThrownBy(() -> platform.repositories().add("mine", site.toString(), 0))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("already");
    }

    @Test
    void removedCatalogHasGoneWithWhatWasKeptOfIt() {
        try (Server server = new Server(site)) {
            platform.repositories().add("web", server.location(), 0);
            platform.curator().info(new PackageName("json"), Optional.empty());
            assertThat(folder.resolve("data/curator/cache/web")).isDirectory();

            platform.repositories().remove("web");

            assertThat(platform.repositories().list()).isEmpty();
            assertThat(folder.resolve("data/curator/cache/web")).doesNotExist();
        }
    }

    @Test
    void catalogOfABundleIsDisabledNotRemoved() {
        BuiltInCatalog theirs = BuiltInCatalog.folder("theirs", site);
        platform.publish("bundle org.example", theirs.properties(), theirs.provider());

        assertThatThrownBy(() -> platform.repositories().remove("theirs"))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("bundle org.example");
        assertThat(platform.repositories().enable("theirs", false).enabled()).isFalse();
        assertThatThrownBy(() -> platform.curator().info(new PackageName("json"), Optional.empty()))
                .isInstanceOf(PackageNotFoundException.class);
        assertThat(platform.repositories().enable("theirs", true).enabled()).isTrue();
        assertThat(platform.repositories().priority("theirs", 55).priority()).isEqualTo(55);
    }

    @Test
    void unknownCatalogIsSaidToBeUnknown() {
        platform.repositories().add("mine", site.toString(), 0);

        for (Callable<?> action : List.<Callable<?>>of(
                () -> platform.repositories().enable("other", true),
                () -> platform.repositories().priority("other", 1),
                () -> platform.repositories().refresh(Optional.of("other")),
                () -> {
                    platform.repositories().remove("other");
                    return null;
                })) {
            assertThatThrownBy(action::call)
                    .isInstanceOf(RepositoryNotFoundException.class)
                    .hasMessage("there is no catalog 'other'; there are mine");
        }
    }

    @Test
    void refreshTellsWhatIsWrongAndWhatIsNewIsSeen() throws Exception {
        Path growing = folder.resolve("growing");
        SampleCatalog.release(folder.resolve("source"), growing, "json", "1.0-1");
        platform.repositories().add("mine", growing.toString(), 0);
        SampleCatalog.release(folder.resolve("source"), growing, "json", "3.0-1");

        assertThat(platform.repositories().refresh(Optional.of("mine")).get(0).problem())
                .isEmpty();
        assertThat(platform.curator()
                        .info(new PackageName("json"), Optional.empty())
                        .id())
                .hasToString("json 3.0-1");

        Files.delete(growing.resolve("catalog.json"));
        assertThat(platform.repositories()
                        .refresh(Optional.empty())
                        .get(0)
                        .problem()
                        .orElseThrow())
                .contains("catalog.json");
    }

    @Test
    void whatAnotherProcessAddsIsSeen() {
        try (Platform other = new Platform(folder.resolve("data"))) {
            assertThat(platform.repositories().list()).isEmpty();

            other.repositories().add("theirs", site.toString(), 3);

            assertThat(platform.repositories().list())
                    .extracting(RepositoryInfo::id)
                    .containsExactly("theirs");
            platform.repositories().remove("theirs");
            assertThat(other.repositories().list()).isEmpty();
        }
    }

    @Test
    void additionsOfSeveralAtOnceAreNotLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Platform> platforms = new ArrayList<>();
        List<Future<?>> adding = new ArrayList<>();
        for (int process = 0; process < 4; process++) {
            Platform one = new Platform(folder.resolve("data"));
            platforms.add(one);
            String prefix = "c" + process + "-";
            adding.add(threads.submit(() -> {
                for (int i = 0; i < 5; i++) {
                    one.repositories().add(prefix + i, site.toString(), i);
                }
            }));
        }
        for (Future<?> one : adding) {
            one.get();
        }
        threads.shutdown();

        assertThat(platform.repositories().list()).hasSize(20);
        platforms.forEach(Platform::close);
    }

    @Test
    void damagedFileIsNamed() throws Exception {
        Files.createDirectories(folder.resolve("data/curator"));
        Files.writeString(folder.resolve("data/curator/repositories.json"), "{\"format\":1,\"other\":1}");

        assertThatThrownBy(() -> platform.repositories().list())
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("repositories.json")
                .hasMessageContaining("mend or delete");
    }

    @Test
    void bestOfAPackageIsItsNewestFinishedRelease() {
        platform.repositories().add("mine", site.toString(), 0);

        PackageInfo info = platform.curator().info(new PackageName("json"), Optional.empty());

        assertThat(info.id()).hasToString("json 1.2-1");
        assertThat(info.versions()).extracting(PackageVersion::toString).containsExactly("2.0rc1-1", "1.2-1", "1.0-1");
        assertThat(info.licence()).contains("Apache-2.0");
        assertThat(platform.curator()
                        .info(new PackageId(new PackageName("json"), PackageVersion.parse("1.0")), Optional.empty())
                        .id())
                .hasToString("json 1.0-1");
        assertThatThrownBy(() -> platform.curator()
                        .info(new PackageId(new PackageName("json"), PackageVersion.parse("9")), Optional.empty()))
                .isInstanceOf(PackageNotFoundException.class)
                .hasMessageContaining("2.0rc1-1, 1.2-1, 1.0-1");
        assertThatThrownBy(() -> platform.curator().info(new PackageName("jsno"), Optional.empty()))
                .isInstanceOf(PackageNotFoundException.class)
                .hasMessage("no catalog has a package 'jsno'; there is json");
    }

    @Test
    void searchFindsWordsInNamesAndSummaries() {
        platform.repositories().add("mine", site.toString(), 0);
        BuiltInCatalog broken = BuiltInCatalog.folder("broken", folder.resolve("nowhere"));
        platform.publish("bundle org.example", broken.properties(), broken.provider());

        SearchResult all = platform.curator().search("", 10);
        SearchResult one = platform.curator().search("THE js", 10);

        assertThat(all.packages()).extracting(hit -> hit.name().value()).containsExactly("csv", "json");
        assertThat(all.missing()).singleElement().asString().contains("'broken'");
        assertThat(one.packages()).extracting(hit -> hit.name().value()).containsExactly("json");
        assertThat(platform.curator().search("", 1).more()).isTrue();
        assertThat(platform.curator().search("nothing", 1).packages()).isEmpty();
    }

    @Test
    void packageBelongsToTheFirstCatalogAndTheOthersAreNamed() throws Exception {
        Path other = folder.resolve("other");
        SampleCatalog.release(folder.resolve("other-source"), other, "json", "9.9-1");
        platform.repositories().add("mine", site.toString(), 10);
        platform.repositories().add("other", other.toString(), 0);

        PackageInfo info = platform.curator().info(new PackageName("json"), Optional.empty());

        assertThat(info.catalog()).isEqualTo("mine");
        assertThat(info.alsoIn()).containsExactly("other");
        assertThat(platform.curator().profiles())
                .extracting(profile -> profile.catalog())
                .containsExactly("mine");
    }

    @Test
    void nothingIsReadBeforeSomebodyAsks() throws Exception {
        Files.writeString(folder.resolve("blocked"), "a file where the data should be");

        try (Platform blocked = new Platform(folder.resolve("blocked"))) {
            assertThatThrownBy(() -> blocked.repositories().list())
                    .isInstanceOf(CuratorException.class)
                    .hasMessageContaining("repositories.json");
        }
    }

    private void restart() {
        platform.close();
        platform = new Platform(folder.resolve("data"));
    }
}
