// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.bioxen.api.curator.CuratorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that may not be written any more; not as root, who may write everything. */
class PermissionTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void makeAnEnvironment() {
        assumeFalse(
                System.getProperty("user.name").equals("root"),
                "root may write everything; permissions are not tested");
        world = new World(folder, new Market().offer("main", Package.of("json", "1.0-1"), Package.of("csv", "1.0-1")));
        world.environments.create("bio", "5.4");
        world.install("bio", "json");
    }

    @AfterEach
    void allowAgain() throws IOException {
        for (String place : List.of(
                "store/files",
                "store/artifacts",
                "store/incoming",
                "environments/bio",
                "environments/bio/generations",
                "locks/environments")) {
            if (Files.exists(folder.resolve(place))) {
                allow(place, "rwxr-xr-x");
            }
        }
    }

    private void allow(String place, String permissions) throws IOException {
        Files.setPosixFilePermissions(folder.resolve(place), PosixFilePermissions.fromString(permissions));
    }

    @Test
    void whereverItIsTheEnvironmentIsAsItWasAndTheSameCommandCompletesLater() throws IOException {
        Map<String, String> before = world.present("bio");
        for (String place : List.of("store/incoming", "environments/bio", "environments/bio/generations")) {
            allow(place, "r-xr-xr-x");
            assertThatThrownBy(() -> world.install("bio", "csv"))
                    .as(place)
                    .isInstanceOf(CuratorException.class)
                    .hasMessageContaining("no permission; let this user write there");
            allow(place, "rwxr-xr-x");
            assertThat(world.present("bio")).as(place).isEqualTo(before);
        }

        assertThat(world.install("bio", "csv").done()).isTrue();
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.environments.health("bio").problems()).isEmpty();
    }
}
