// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
    @TempDir
    private Path home;

    @Test
    void keepsEverythingInTheInstallationUnlessToldOtherwise() throws Exception {
        Installation.in(home);

        Directories inside = Directories.of(Map.of("bioxen.home", home.toString())::get);
        Directories outside = Directories.of(Map.of(
                "bioxen.home",
                home.toString(),
                "bioxen.data",
                "/elsewhere/data",
                "bioxen.etc",
                "/elsewhere/etc",
                "bioxen.log",
                "/elsewhere/log")::get);

        assertThat(inside)
                .isEqualTo(new Directories(
                        home,
                        home.resolve("data"),
                        home.resolve("etc"),
                        home.resolve("log"),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(outside)
                .isEqualTo(new Directories(
                        home,
                        Path.of("/elsewhere/data"),
                        Path.of("/elsewhere/etc"),
                        Path.of("/elsewhere/log"),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void worksInMemoryForOneCommandOnly() throws Exception {
        Installation.in(home);
        Directories directories =
                Directories.of(Map.of("bioxen.home", home.toString(), "bioxen.memory", "/memory")::get);

        assertThat(directories.run(Mode.COMMAND)).isEqualTo(Path.of("/memory"));
        assertThat(directories.run(Mode.CUSTOMISED_COMMAND)).isEqualTo(home.resolve("data/run"));
        assertThat(directories.run(Mode.SHELL)).isEqualTo(home.resolve("data/run"));
    }

    @Test
    void refusesADirectoryThatIsNoInstallation() {
        assertThatThrownBy(() -> Directories.of(Map.of("bioxen.home", home.toString())::get))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("no BioXen installation");
    }

    @Test
    void isCustomisedByAConfigurationOrABundle() throws Exception {
        Directories directories = Installation.in(home).directories();
        assertThat(directories.customised()).isFalse();

        Files.createFile(home.resolve("etc/org.bioxen.logging.cfg.example"));
        assertThat(directories.customised())
                .as("an example is no configuration")
                .isFalse();

        Files.createFile(home.resolve("deploy/backend.jar"));
        assertThat(directories.customised()).isTrue();
    }

    @Test
    void takesTheProfileOfTheConfigurationIfThatHasOne() throws Exception {
        Installation.in(home);
        Path etc = Files.createDirectory(home.resolve("elsewhere"));
        Directories directories =
                Directories.of(Map.of("bioxen.home", home.toString(), "bioxen.etc", etc.toString())::get);

        assertThat(directories.profile()).isEqualTo(home.resolve("etc/gosh_profile"));

        Files.createFile(etc.resolve("gosh_profile"));
        assertThat(directories.profile()).isEqualTo(etc.resolve("gosh_profile"));
    }
}
