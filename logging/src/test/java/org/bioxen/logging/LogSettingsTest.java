// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSettingsTest {
    @TempDir
    private Path etc;

    @Test
    void logsNowhereUnlessToldWhere() {
        LogSettings settings = settings(Map.of(), Map.of());

        assertThat(settings.directory()).isEmpty();
        assertThat(settings.userConfiguration()).isEmpty();
        assertThat(settings.debug()).isFalse();
        assertThat(settings.oneShot()).isFalse();
    }

    @Test
    void takesDirectoryAndModeFromTheFramework() {
        LogSettings settings = settings(Map.of("bioxen.log", "/some/log", "bioxen.mode", "command"), Map.of());

        assertThat(settings.directory()).contains(Path.of("/some/log"));
        assertThat(settings.oneShot()).isTrue();
    }

    @Test
    void isInDebugModeByEitherVariable() {
        assertThat(settings(Map.of(), Map.of("BIOXEN_DEBUG", "true")).debug()).isTrue();
        assertThat(settings(Map.of(), Map.of("PYLUA_DEBUG", "1")).debug()).isTrue();
        assertThat(settings(Map.of(), Map.of("PYLUA_DEBUG", " Yes ")).debug()).isTrue();
        assertThat(settings(Map.of(), Map.of("BIOXEN_DEBUG", "false")).debug()).isFalse();
    }

    @Test
    void findsTheUsersOwnConfiguration() throws Exception {
        Path file = Files.createFile(etc.resolve("logback.xml"));

        assertThat(settings(Map.of("bioxen.etc", etc.toString()), Map.of()).userConfiguration())
                .contains(file);
    }

    private static LogSettings settings(Map<String, String> properties, Map<String, String> environment) {
        return LogSettings.of(properties::get, environment::get);
    }
}
