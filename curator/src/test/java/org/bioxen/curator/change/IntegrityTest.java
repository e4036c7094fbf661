// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.IntegrityException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A byte that is another than it should be is found before anything is deployed. */
class IntegrityTest {
    private static final int FLIPS = 60;

    @TempDir
    Path folder;

    private final Market market =
            new Market().offer("main", Package.of("json", "1.0-1").needs("lua >= 5.1"));
    private final Random random = new Random(7);
    private World world;

    @BeforeEach
    void makeAnEnvironment() {
        world = new World(folder, market);
        world.environments.create("bio", "5.4");
    }

    @Test
    void anywhereInAnArtifact() throws IOException {
        byte[] artifact = market.artifact("main", "json", "1.0-1");
        for (int i = 0; i < FLIPS; i++) {
            int at = i == 0 ? 0 : i == 1 ? artifact.length - 1 : random.nextInt(artifact.length);
            byte mask = (byte) (1 << random.nextInt(8));
            artifact[at] ^= mask;
            assertThatThrownBy(() -> world.install("bio", "json"))
                    .as("byte %d", at)
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageContaining("the artifact of json 1.0-1 from catalog 'main' has the SHA-256");
            artifact[at] ^= mask;
        }

        assertThat(world.installed("bio")).isEmpty();
        assertThat(World.files(folder.resolve("store"))).isEmpty();
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.install("bio", "json").done()).isTrue();
    }

    @Test
    void anArtifactThatChangesWhereTheCatalogTellsNoDigest() throws IOException {
        market.offer("main", Package.of("bare", "1.0-1").untold());
        world.install("bio", "bare");
        world.remove("bio", "bare");
        market.offer(
                "main",
                Package.of("bare", "1.0-1").file("lua/evil.lua", "evil()").untold());
        Path elsewhere = folder.resolve("store");
        for (String file : World.files(elsewhere).keySet()) {
            Files.delete(elsewhere.resolve(file));
        }

        assertThatThrownBy(() -> world.install("bio", "bare"))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("as it had when it was first seen");
        assertThat(world.installed("bio")).isEmpty();
    }

    @Test
    void inEachFileOfTheStoreAndThenItIsFetchedAgain() throws IOException {
        world.install("bio", "json");
        Map<String, String> expected = world.present("bio");
        Map<String, String> store = World.files(folder.resolve("store"));
        int number = 0;
        for (String file : store.keySet()) {
            flip(folder.resolve("store").resolve(file));
            String name = "env" + number++;
            world.environments.create(name, "5.4");
            world.install(name, "json");
            assertThat(world.present(name)).as(file).isEqualTo(expected);
        }
        assertThat(World.files(folder.resolve("store"))).isEqualTo(store);
    }

    @Test
    void inEachFileOfTheStoreAndWithoutTheCatalogNothingIsInstalled() throws IOException {
        world.install("bio", "json");
        Path lock = folder.resolve("bio.lock");
        world.environments.export("bio", lock);
        market.silent.add("main");
        Path module = folder.resolve("store/files")
                .resolve(World.files(world.tree("bio"))
                        .get("share/lua/5.4/json.lua")
                        .substring(0, 2))
                .resolve(World.files(world.tree("bio")).get("share/lua/5.4/json.lua"));
        flip(module);

        assertThatThrownBy(() -> world.environments.importFrom("copy", lock, ChangeOptions.usual()))
                .isInstanceOf(CuratorException.class)
                .hasMessageContaining("does not answer");
        assertThat(world.environments.find("copy")).isEmpty();
        assertThat(world.leftovers()).isEmpty();
    }

    private void flip(Path file) throws IOException {
        file.toFile().setWritable(true);
        byte[] content = Files.readAllBytes(file);
        content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, content);
    }
}
