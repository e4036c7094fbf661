// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LevelsTest {
    private final LoggerContext context = Logs.context();
    private final ConfiguredLevels levels = new ConfiguredLevels(new Levels(context));

    @Test
    void setsTheLevelsThatTheConfigurationNames() {
        levels.updated(new Hashtable<>(Map.of("level.a.b", "debug", "level.ROOT", "ERROR", "service.pid", "x")));

        assertThat(context.getLogger("a.b").getEffectiveLevel()).isEqualTo(Level.DEBUG);
        assertThat(context.getLogger("a").getEffectiveLevel()).isEqualTo(Level.ERROR);
    }

    @Test
    void givesBackTheLevelOfALoggerThatIsNoLongerNamed() {
        context.getLogger("a").setLevel(Level.WARN);
        levels.updated(new Hashtable<>(Map.of("level.a", "TRACE", "level.b", "ERROR")));

        levels.updated(new Hashtable<>(Map.of("level.b", "OFF")));
        assertThat(context.getLogger("a").getLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("b").getLevel()).isEqualTo(Level.OFF);

        levels.updated(null);
        assertThat(context.getLogger("b").getLevel()).isNull();
    }

    @Test
    void leavesALoggerAloneWhoseLevelIsNone() {
        context.getLogger("a").setLevel(Level.WARN);

        levels.updated(new Hashtable<>(Map.of("level.a", "loud")));

        assertThat(context.getLogger("a").getLevel()).isEqualTo(Level.WARN);
    }
}
