// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.EnvironmentAlreadyExistsException;
import org.bioxen.api.curator.EnvironmentBusyException;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.EnvironmentNotFoundException;
import org.bioxen.api.curator.GenerationInfo;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.Progress;
import org.bioxen.curator.environment.EnvironmentFolder;
import org.bioxen.curator.environment.EnvironmentLock;
import org.bioxen.curator.store.Steps;
import org.bioxen.spi.backend.LuaModule;
import org.bioxen.spi.environment.OpenEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments are made, listed, copied, gone back to, opened and deleted. */
class EnvironmentsTest {
    @TempDir
    Path folder;

    private final Market market = new Market()
            .offer(
                    "main",
                    Package.of("json", "1.0-1").needs("lua >= 5.1"),
                    Package.of("json", "2.0-1").needs("lua >= 5.3").file("lua/json/init.lua", "return 'init'\n"),
                    Package.of("lfs", "1.0-1").needs("lua >= 5.1, < 5.5").file("lib/lfs.so", "\u007fELF"));
    private World world;

    @BeforeEach
    void makeAnEnvironment() {
        world = new World(folder, market);
        world.environments.create("bio", "5.4");
    }

    private Set<String> generations() throws IOException {
        return Set.copyOf(Files.list(folder.resolve("environments/bio/generations"))
                .map(path -> path.getFileName().toString())
                .toList());
    }

    @Test
    void aNewEnvironmentIsEmptyAndListed() {
        world.environments.create("art", "5.1");

        assertThat(world.environments.list()).extracting(EnvironmentInfo::name).containsExactly("art", "bio");
        EnvironmentInfo bio = world.environments.get("bio");
        assertThat(bio.luaVersion()).isEqualTo("5.4");
        assertThat(bio.generation()).isZero();
        assertThat(bio.packages()).isZero();
        assertThat(bio.root().resolve("share/lua/5.4")).isDirectory();
        assertThat(world.environments.find("none")).isEmpty();
        assertThat(world.environments.find("../bio")).isEmpty();
        assertThat(world.environments.health("bio").problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "a..b", "-x", "a.", "x y", "ä", "a\u0000b"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> world.environments.create(name, "5.4")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> world.environments.get(name)).isInstanceOf(EnvironmentNotFoundException.class);
        assertThatThrownBy(() -> world.environments.delete(name)).isInstanceOf(EnvironmentNotFoundException.class);
        assertThatThrownBy(() -> world.opener.open(name)).isInstanceOf(EnvironmentNotFoundException.class);
    }

    @Test
    void theSameNameTwiceAndAnUnknownLuaAreRefused() {
        assertThatThrownBy(() -> world.environments.create("bio", "5.1"))
                .isInstanceOf(EnvironmentAlreadyExistsException.class);
        assertThatThrownBy(() -> world.environments.create("new", "5.9")).isInstanceOf(IllegalArgumentException.class);
        assertThat(world.environments.get("bio").luaVersion()).isEqualTo("5.4");
    }

    @Test
    void aDeletedEnvironmentIsGoneAndItsNameFree() throws IOException {
        world.install("bio", "json");

        world.environments.delete("bio");

        assertThat(world.environments.list()).isEmpty();
        assertThat(folder.resolve("environments/bio")).doesNotExist();
        assertThatThrownBy(() -> world.environments.get("bio")).isInstanceOf(EnvironmentNotFoundException.class);
        assertThatThrownBy(() -> world.packages.list("bio")).isInstanceOf(EnvironmentNotFoundException.class);
        assertThat(world.environments.create("bio", "5.1").luaVersion()).isEqualTo("5.1");
        assertThat(world.events).contains("ENVIRONMENT_DELETED bio");
    }

    @Test
    void aCopyIsTheSameAndGoesItsOwnWay() throws IOException {
        world.install("bio", "json < 2");

        world.environments.copy("bio", "art");

        assertThat(world.present("art")).isEqualTo(world.present("bio"));
        world.install("art", "json >= 2");
        assertThat(world.installed("bio")).containsExactly("json 1.0-1");
    }

    @Test
    void aCopyNeedsNeitherCatalogNorStore() throws IOException {
        world.install("bio", "json");
        market.close("main");
        for (String digest : World.files(folder.resolve("store")).keySet()) {
            Files.delete(folder.resolve("store").resolve(digest));
        }

        world.environments.copy("bio", "art");

        assertThat(world.present("art")).isEqualTo(world.present("bio"));
    }

    @Test
    void goingBackMakesANewGenerationOfAnOldOne() throws IOException {
        world.install("bio", "json < 2");
        Map<String, String> first = world.present("bio");
        world.install("bio", "json >= 2");
        Map<String, String> second = world.present("bio");

        ChangeReport back = world.environments.rollback("bio", Optional.empty());

        assertThat(back.generation()).isEqualTo(3);
        assertThat(back.changes()).hasSize(1);
        assertThat(world.present("bio")).isEqualTo(first);
        assertThat(world.environments.generations("bio"))
                .extracting(GenerationInfo::what)
                .containsExactly("rollback to 1", "install json >= 2", "install json < 2", "create");
        assertThat(world.environments.generations("bio").get(0).current()).isTrue();
        world.environments.rollback("bio", Optional.of(2L));
        assertThat(world.present("bio")).isEqualTo(second);
        assertThat(world.environments.rollback("bio", Optional.of(2L)).done()).isFalse();
        assertThatThrownBy(() -> world.environments.rollback("bio", Optional.of(99L)))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("keeps no generation 99");
    }

    @Test
    void goingBackNeedsNeitherCatalogNorStore() throws IOException {
        world.install("bio", "json < 2");
        Map<String, String> first = world.present("bio");
        world.install("bio", "json >= 2");
        market.close("main");
        for (String file : World.files(folder.resolve("store")).keySet()) {
            Files.delete(folder.resolve("store").resolve(file));
        }

        world.environments.rollback("bio", Optional.empty());

        assertThat(world.present("bio")).isEqualTo(first);
        assertThat(world.environments.health("bio").problems())
                .extracting(HealthReport.Problem::kind)
                .containsExactly(HealthReport.Kind.CATALOG_GONE);
    }

    @Test
    void onlyTheLastGenerationsAreKept() throws IOException {
        for (int i = 0; i < 3; i++) {
            world.install("bio", "json < 2");
            world.remove("bio", "json");
        }

        assertThat(generations()).containsExactlyInAnyOrder("3", "4", "5", "6");
        assertThatThrownBy(() -> world.environments.rollback("bio", Optional.of(1L)))
                .isInstanceOf(CuratorException.class);
    }

    @Test
    void anOpenGenerationStaysAsItIsUntilItIsClosed() throws IOException {
        world.install("bio", "json < 2");
        OpenEnvironment open = world.opener.open("bio");
        OpenEnvironment again = world.opener.open("bio");
        for (int i = 0; i < 6; i++) {
            world.packages.pin("bio", World.names("json").get(0), i % 2 == 0);
        }
        world.environments.collectGarbage();

        assertThat(open.generation()).isEqualTo(1);
        assertThat(generations()).contains("1").doesNotContain("2");
        assertThat(source(open, "json")).contains("1.0-1");
        again.close();
        again.close();
        world.environments.collectGarbage();
        assertThat(source(open, "json")).contains("1.0-1");
        open.close();
        assertThat(open.modules().find("json")).isEmpty();
        world.environments.collectGarbage();
        assertThat(generations()).doesNotContain("1");
        assertThat(Files.list(folder.resolve("environments/bio/pins"))).isEmpty();
    }

    @Test
    void anEnvironmentThatIsOpenCanBeDeletedAndMadeAnew() throws IOException {
        world.install("bio", "json < 2");
        OpenEnvironment open = world.opener.open("bio");

        world.environments.delete("bio");
        assertThat(world.environments.list()).isEmpty();
        assertThat(source(open, "json")).contains("1.0-1");
        world.environments.create("bio", "5.4");
        world.install("bio", "json >= 2");
        world.environments.collectGarbage();
        assertThat(source(open, "json")).contains("1.0-1");
        try (OpenEnvironment now = world.opener.open("bio")) {
            assertThat(source(now, "json")).contains("2.0-1");
        }
        open.close();
        world.environments.delete("bio");

        assertThat(folder.resolve("environments/bio")).doesNotExist();
    }

    private static String source(OpenEnvironment open, String module) {
        return open.modules().find(module).orElseThrow().script().text();
    }

    @Test
    void modulesAreFoundAsLuaFindsThemAndNothingElseIs() {
        world.install("bio", "json");
        try (OpenEnvironment open = world.opener.open("bio")) {
            LuaModule module = open.modules().find("json").orElseThrow();
            assertThat(module.script().chunkName()).isEqualTo("@bio/share/lua/5.4/json.lua");
            assertThat(module.path()).contains(world.tree("bio").resolve("share/lua/5.4/json.lua"));
            assertThat(open.modules().find("json.init")).isPresent();
            for (String name : List.of(
                    "",
                    ".",
                    "..",
                    "json.",
                    ".json",
                    "a..b",
                    "../../lock",
                    "/etc/passwd",
                    "json/init",
                    "json\\init",
                    "json\u0000",
                    "nothere",
                    "x".repeat(5000))) {
                assertThat(open.modules().find(name)).as(name).isEmpty();
            }
        }
    }

    @Test
    void whatAnEngineCannotTakeIsToldByPackage() {
        world.install("bio", "json", "lfs");
        try (OpenEnvironment open = world.opener.open("bio")) {
            assertThat(open.luaVersion()).isEqualTo("5.4");
            assertThat(open.obstacles("5.4", true)).isEmpty();
            assertThat(open.obstacles("5.4", false))
                    .containsExactly("lfs 1.0-1 has native modules, which the engine does not load");
            assertThat(open.obstacles("5.2", true))
                    .containsExactly(
                            "json 2.0-1 needs Lua >= 5.3, and the engine runs Lua 5.2",
                            "lfs 1.0-1 has native modules for Lua 5.4, and the engine runs Lua 5.2");
            assertThat(open.nativeModules()).contains(world.tree("bio").resolve("lib/lua/5.4"));
        }
    }

    @Test
    void whoWaitsForOthersIsToldWhoTheyAreAndForHowLong() throws Exception {
        EnvironmentFolder bio = new EnvironmentFolder(world.folders, "bio");
        List<String> waited = new ArrayList<>();
        EnvironmentLock held = EnvironmentLock.take(bio, "pkg:install json", Duration.ZERO, holder -> {});
        try {
            ChangeOptions impatient = ChangeOptions.builder()
                    .lockTimeout(Duration.ofMillis(50))
                    .progress(event -> {
                        if (event.phase() == Progress.Phase.WAIT) {
                            waited.add(event.subject());
                        }
                    })
                    .build();
            assertThatThrownBy(() -> world.install("bio", impatient, "json"))
                    .isInstanceOf(EnvironmentBusyException.class)
                    .hasMessageContaining("environment 'bio' is being changed by process "
                            + ProcessHandle.current().pid() + " (pkg:install json) since ");
            assertThat(waited).hasSize(1);
            assertThat(world.installed("bio")).isEmpty();
            world.environments.create("other", "5.4");
            assertThat(world.install("other", "json").done()).isTrue();
        } finally {
            held.close();
        }
        assertThat(world.install("bio", "json").done()).isTrue();
    }

    @Test
    void garbageIsWhatNoGenerationNeeds() throws IOException {
        world.install("bio", "json < 2");
        world.install("bio", "json >= 2");
        assertThat(world.environments.collectGarbage()).isZero();
        World strict = new World(folder, market, new Settings(1, 1, Duration.ofSeconds(5)), Steps.NONE);
        Map<String, String> before = world.present("bio");

        long freed = strict.environments.collectGarbage();

        assertThat(freed).isPositive();
        assertThat(generations()).containsExactly("2");
        assertThat(world.present("bio")).isEqualTo(before);
        int fetched = market.opened.get();
        world.environments.create("art", "5.4");
        world.install("art", "json >= 2");
        assertThat(market.opened).hasValue(fetched);
    }
}
