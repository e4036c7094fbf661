// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.bioxen.api.curator.Change;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.EnvironmentAlreadyExistsException;
import org.bioxen.api.curator.IntegrityException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lock file makes the same environment again, elsewhere and offline, or nothing. */
class LockFilesTest {
    @TempDir
    Path folder;

    private Path lock;
    private World world;

    private static Market market() {
        return new Market()
                .offer(
                        "main",
                        Package.of("json", "1.0-1").needs("lua >= 5.1"),
                        Package.of("json", "2.0-1"),
                        Package.of("csv", "1.0-1")
                                .needs("json")
                                .file("bin/csv", "#!lua\n")
                                .file("data/x", "1\n"));
    }

    @BeforeEach
    void makeAnEnvironment() {
        world = new World(folder.resolve("here"), market());
        world.environments.create("bio", "5.4");
        world.install("bio", "csv", "json < 2");
        world.packages.pin("bio", World.names("json").get(0), true);
        lock = folder.resolve("bio.lock");
        world.environments.export("bio", lock);
    }

    @Test
    void itIsTheTextThatTheEnvironmentTells() throws IOException {
        assertThat(Files.readString(lock)).isEqualTo(world.packages.lock("bio")).endsWith("}\n");
    }

    @Test
    void onAnotherMachineItMakesTheSameByteForByte() throws IOException {
        World there = new World(folder.resolve("there"), market());

        ChangeReport report = there.environments.importFrom("copy", lock, ChangeOptions.usual());

        assertThat(report.changes()).extracting(Change::why).containsExactly("asked for", "asked for");
        assertThat(there.present("copy")).isEqualTo(world.present("bio"));
        assertThat(there.packages.list("copy").get(1).pinned()).isTrue();
        assertThat(there.packages.list("copy").get(1).requested().orElseThrow()).hasToString("json < 2");
        assertThatThrownBy(() -> there.environments.importFrom("copy", lock, ChangeOptions.usual()))
                .isInstanceOf(EnvironmentAlreadyExistsException.class);
    }

    @Test
    void aCatalogOfAnotherNameWithTheSameBytesWillDo() throws IOException {
        Market elsewhere = new Market()
                .offer(
                        "mirror",
                        Package.of("json", "1.0-1").needs("lua >= 5.1"),
                        Package.of("csv", "1.0-1")
                                .needs("json")
                                .file("bin/csv", "#!lua\n")
                                .file("data/x", "1\n"));
        World there = new World(folder.resolve("there"), elsewhere);

        there.environments.importFrom("copy", lock, ChangeOptions.usual());

        assertThat(there.present("copy")).isEqualTo(world.present("bio"));
    }

    @Test
    void fromTheStoreItNeedsNoCatalog() throws IOException {
        world.market.close("main");

        world.environments.importFrom(
                "copy", lock, ChangeOptions.builder().offline(true).build());

        assertThat(world.present("copy")).isEqualTo(world.present("bio"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"json\"|\"fson\"|does not ask for fson",
                "1.0-1|9.9-9|9.9-9",
                "lua >= 5.1|lua >= 4.1|json 1.0-1",
                "share/lua/5.4/json.lua|share/lua/5.4/jsin.lua|json 1.0-1"
            })
    void aLockFileThatSaysOtherThingsThanTheArtifactsIsRefusedAlsoFromTheStore(String from, String to, String subject)
            throws IOException {
        String text = Files.readString(lock);
        assertThat(text).contains(from);
        Files.writeString(lock, text.replace(from, to));

        assertThatThrownBy(() -> world.environments.importFrom("copy", lock, ChangeOptions.usual()))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining(subject);
        assertThat(world.environments.find("copy")).isEmpty();
    }

    @Test
    void aCatalogWithOtherBytesIsAnErrorAndMakesNothing() throws IOException {
        World there = new World(
                folder.resolve("there"),
                market().offer(
                                "main",
                                Package.of("json", "1.0-1").needs("lua >= 5.1").file("lua/extra.lua", "evil()")));

        assertThatThrownBy(() -> there.environments.importFrom("copy", lock, ChangeOptions.usual()))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("json 1.0-1");

        assertThat(there.environments.list()).isEmpty();
        assertThat(there.leftovers()).isEmpty();
    }

    @Test
    void synchronizingMakesAnEnvironmentWhatTheFileSaysAndNoMore() throws IOException {
        world.environments.create("other", "5.4");
        world.install("other", "json >= 2");

        ChangeReport report = world.packages.sync("other", lock, ChangeOptions.usual());

        assertThat(report.changes()).hasSize(2);
        assertThat(world.present("other")).isEqualTo(world.present("bio"));
        assertThat(world.packages.sync("other", lock, ChangeOptions.usual()).done())
                .isFalse();
        world.environments.create("old", "5.1");
        assertThatThrownBy(() -> world.packages.sync("old", lock, ChangeOptions.usual()))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("is for Lua 5.4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"path\" : \"share/lua/5.4/csv.lua\" | \"path\" : \"../../../../evil.lua\"",
                "\"path\" : \"share/lua/5.4/csv.lua\" | \"path\" : \"/etc/evil.lua\"",
                "\"path\" : \"share/lua/5.4/csv.lua\" | \"path\" : \"share/lua/5.4/json.lua\"",
                "\"path\" : \"share/lua/5.4/csv.lua\" | \"path\" : \"share/lua/5.4/JSON.lua\"",
                "\"path\" : \"share/lua/5.4/csv.lua\" | \"path\" : \"share/lua/5.4/json.lua/x\"",
                "\"path\" : \"share/lua/5.4/csv.lua\" | \"path\" : \"lib/luarocks/rocks-5.4/manifest\"",
                "\"path\" : \"share/lua/5.4/csv.lua\" | \"path\" : \"share/lua/5.3/csv.lua\"",
                "\"name\" : \"csv\" | \"name\" : \"../csv\"",
                "\"name\" : \"csv\" | \"name\" : \"json\"",
                "\"version\" : \"1.0-1\" | \"version\" : \"1/0\"",
                "\"catalog\" : \"main\" | \"catalog\" : \"../main\"",
                "\"lua\" : \"5.4\" | \"lua\" : \"../..\"",
                "lua >= 5.1 | lua >= 5.5",
                "\"format\" : 1 | \"format\" : 2",
                "\"format\" : 1 | \"format\" : 1, \"surprise\" : 1",
                "\"format\" : 1 | \"format\" : 1, \"format\" : 1",
                "\"size\" : | \"size\" : -",
            })
    void aLockFileThatCannotBeIsRefusedWithItsName(String from, String to) throws IOException {
        String text = Files.readString(lock);
        assertThat(text).contains(from);
        Files.writeString(lock, text.replaceFirst(Pattern.quote(from), to));
        World there = new World(folder.resolve("there"), market());

        assertThatThrownBy(() -> there.environments.importFrom("copy", lock, ChangeOptions.usual()))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith(lock.toString());

        assertThat(there.environments.list()).isEmpty();
    }

    @Test
    void aLockFileThatIsNotThereIsToldSo() {
        assertThatThrownBy(() -> world.environments.importFrom("x", folder.resolve("none"), ChangeOptions.usual()))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("there is no lock file");
    }
}
