// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bioxen.launcher.ContainerConfiguration.Condition;
import org.bioxen.launcher.ContainerConfiguration.PlannedBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerConfigurationTest {
    @TempDir
    private Path home;

    @Test
    void startsABundleWithoutALineWithThePlatform() throws Exception {
        ContainerConfiguration configuration = read("level.1 = first", "first", "unnamed");

        assertThat(configuration.bundles())
                .containsExactly(
                        planned("first", 1, Condition.ALWAYS, true), planned("unnamed", 4, Condition.ALWAYS, true));
    }

    @Test
    void keepsTheOrderOfALineWithinALevel() throws Exception {
        ContainerConfiguration configuration = read("level.2 = c a b", "a", "b", "c");

        assertThat(configuration.bundles())
                .extracting(bundle -> bundle.file().getFileName().toString())
                .containsExactly("c.jar", "a.jar", "b.jar");
    }

    @Test
    void givesOneCommandNeitherTheWatchersNorTheHigherLevels() throws Exception {
        ContainerConfiguration configuration = read(
                "level.2.watching = watcher\nlevel.6 = gogo\nlevel.7.installed = terminal",
                "watcher",
                "gogo",
                "terminal");

        assertThat(configuration.bundles(Mode.COMMAND, true)).isEmpty();
        assertThat(configuration.bundles(Mode.CUSTOMISED_COMMAND, true))
                .containsExactly(planned("watcher", 2, Condition.WATCHING, true));
        assertThat(configuration.bundles(Mode.SHELL, true))
                .containsExactly(
                        planned("watcher", 2, Condition.WATCHING, true),
                        planned("gogo", 6, Condition.ALWAYS, true),
                        planned("terminal", 7, Condition.ALWAYS, false));
    }

    @Test
    void givesWhatManagesPackagesOnlyToWhomMayAskForThem() throws Exception {
        ContainerConfiguration configuration = read("level.4.packages = curator", "curator");

        assertThat(configuration.bundles(Mode.COMMAND, false)).isEmpty();
        assertThat(configuration.bundles(Mode.COMMAND, true))
                .containsExactly(planned("curator", 4, Condition.PACKAGES, true));
    }

    @Test
    void handsEveryOtherKeyToTheFramework() throws Exception {
        ContainerConfiguration configuration = read("felix.log.level = 0\nlevel.1 = a", "a");

        assertThat(configuration.framework())
                .containsOnlyKeys("felix.log.level")
                .containsValue("0");
    }

    @Test
    void refusesALineThatNamesAJarThatIsNotThere() {
        assertThatThrownBy(() -> read("level.1 = gone"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("level.1")
                .hasMessageContaining("bundle/gone.jar");
    }

    @Test
    void refusesALevelThatThereIsNot() {
        assertThatThrownBy(() -> read("level.8 = a", "a"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("level.8");
    }

    private PlannedBundle planned(String name, int level, Condition condition, boolean started) {
        return new PlannedBundle(home.resolve("bundle").resolve(name + ".jar"), level, condition, started);
    }

    private ContainerConfiguration read(String text, String... jars) throws Exception {
        Installation installation = Installation.in(home).configured(text);
        for (String jar : List.of(jars)) {
            Files.createFile(home.resolve("bundle").resolve(jar + ".jar"));
        }
        return ContainerConfiguration.read(installation.directories());
    }
}
