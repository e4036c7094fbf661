// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.HealthReport.Kind;
import org.bioxen.api.curator.IntegrityException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an environment is found, named, and mended where that can be. */
class HealthTest {
    @TempDir
    Path folder;

    private final Market market = new Market()
            .offer(
                    "main",
                    Package.of("json", "1.0-1").file("lua/json/more.lua", "return 1\n"),
                    Package.of("csv", "1.0-1").needs("json"));
    private World world;

    @BeforeEach
    void makeAnEnvironment() {
        world = new World(folder, market);
        world.environments.create("bio", "5.4");
        world.install("bio", "csv");
    }

    private List<Kind> problems() {
        return world.environments.health("bio").problems().stream()
                .map(HealthReport.Problem::kind)
                .toList();
    }

    /** Replaces a file, as an editor does, so that the store's copy stays as it is. */
    private void replace(String path, String content) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), content);
        Files.move(next, world.tree("bio").resolve(path), StandardCopyOption.REPLACE_EXISTING);
    }

    private void mends() throws IOException {
        HealthReport left = world.environments.repair("bio", ChangeOptions.usual());
        assertThat(left.problems()).isEmpty();
        assertThat(world.read("bio", "share/lua/5.4/json/more.lua")).isEqualTo("return 1\n");
    }

    @Test
    void whatIsWellIsHealthy() {
        HealthReport report = world.environments.health("bio");

        assertThat(report.healthy()).isTrue();
        assertThat(report.files()).isGreaterThan(5);
        assertThat(world.environments.repair("bio", ChangeOptions.usual()).healthy())
                .isTrue();
        assertThat(world.environments.get("bio").generation()).isEqualTo(1);
    }

    @Test
    void aMissingFile() throws IOException {
        Files.delete(world.tree("bio").resolve("share/lua/5.4/json/more.lua"));

        assertThat(problems()).containsExactly(Kind.MISSING_FILE);
        mends();
    }

    @Test
    void aChangedFile() throws IOException {
        replace("share/lua/5.4/json/more.lua", "return 2\n");

        assertThat(world.packages.verify("bio").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.CHANGED_FILE);
            assertThat(problem.subject()).isEqualTo("share/lua/5.4/json/more.lua");
            assertThat(problem.detail()).contains("json 1.0-1");
            assertThat(problem.advice()).contains("env:repair bio");
        });
        mends();
    }

    @Test
    void aFileThatBelongsToNobody() throws IOException {
        Files.writeString(world.tree("bio").resolve("share/lua/5.4/mine.lua"), "return 0\n");

        assertThat(problems()).containsExactly(Kind.FOREIGN_FILE);
        mends();
        assertThat(world.tree("bio").resolve("share/lua/5.4/mine.lua")).doesNotExist();
    }

    @Test
    void aChangedDescriptionOfLuaRocks() throws IOException {
        replace("lib/luarocks/rocks-5.4/manifest", "commands = {}\n");

        assertThat(problems()).containsExactly(Kind.CHANGED_FILE);
        mends();
    }

    @Test
    void theStoreAndTheTreeDamagedByOneHand() throws IOException {
        Path file = world.tree("bio").resolve("share/lua/5.4/json/more.lua");
        file.toFile().setWritable(true);
        Files.writeString(file, "return 3\n");

        assertThat(problems()).containsExactlyInAnyOrder(Kind.CHANGED_FILE, Kind.CORRUPT_STORE);
        mends();
    }

    @Test
    void aDependencyThatIsMissing() throws IOException {
        world.packages.remove(
                "bio", World.names("json"), ChangeOptions.builder().force(true).build());

        assertThat(problems()).containsExactly(Kind.BROKEN_DEPENDENCY);
        mends();
        assertThat(world.installed("bio")).containsExactly("csv 1.0-1", "json 1.0-1");
    }

    @Test
    void anOrphanIsToldAndNotTouched() {
        world.remove("bio", "csv");

        HealthReport report = world.environments.repair("bio", ChangeOptions.usual());

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.ORPHAN);
            assertThat(problem.advice()).contains("pkg:autoremove --env bio");
        });
    }

    @Test
    void workThatDidNotEnd() throws IOException {
        Files.createDirectories(folder.resolve("environments/bio/staging/tree"));
        Files.writeString(folder.resolve("environments/bio/journal"), "2 install x\n");

        assertThat(problems()).containsExactly(Kind.STALE_WORK);
        mends();
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void aCatalogThatIsGoneAndAReleaseThatWasYanked() {
        market.offer(
                "main",
                Package.of("json", "1.0-1")
                        .file("lua/json/more.lua", "return 1\n")
                        .yanked("it leaks"));
        assertThat(problems()).containsExactly(Kind.YANKED);

        market.close("main");
        assertThat(problems()).containsExactly(Kind.CATALOG_GONE);
        assertThat(world.environments.health("bio").problems().get(0).repairable())
                .isFalse();
    }

    @Test
    void aDamagedLockFileIsFoundAndGoingBackHelps() throws IOException {
        world.install("bio", "json");
        Path lock = folder.resolve("environments/bio/generations/2/lock.json");
        Files.writeString(lock, Files.readString(lock).replace("1.0-1", "1.1-1"));

        assertThat(problems()).containsExactly(Kind.CHANGED_FILE);
        assertThatThrownBy(() -> world.packages.list("bio"))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("env:rollback");
        world.environments.rollback("bio", Optional.empty());

        assertThat(world.installed("bio")).containsExactly("csv 1.0-1", "json 1.0-1");
        assertThat(problems()).isEmpty();
    }
}
