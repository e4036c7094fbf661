// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.logging.LogLevel;
import org.junit.jupiter.api.Test;

class LevelsTest {
    private final LoggerContext context = Logs.context();
    private final Levels control = new Levels(context, Level.INFO);
    private final LoggingConfiguration levels = new LoggingConfiguration(control, Optional.empty());

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

    @Test
    void keepsTheLastGoodLevelWhereTheNewOneIsNone() {
        levels.updated(new Hashtable<>(Map.of("level.a", "DEBUG")));

        levels.updated(new Hashtable<>(Map.of("level.a", "loud", "level.b", "WARN")));

        assertThat(control.level("a")).isEqualTo(LogLevel.DEBUG);
        assertThat(control.level("b.c")).isEqualTo(LogLevel.WARN);
    }

    @Test
    void whatIsSetCountsOverWhatIsConfiguredUntilItIsUnset() {
        levels.updated(new Hashtable<>(Map.of("level.a", "WARN")));

        control.set("a", LogLevel.TRACE);
        levels.updated(new Hashtable<>(Map.of("level.a", "ERROR")));

        assertThat(control.level("a")).isEqualTo(LogLevel.TRACE);
        assertThat(control.overrides()).containsExactly(Map.entry("a", LogLevel.TRACE));
        assertThat(control.unset(Optional.of("a"))).isTrue();
        assertThat(control.unset(Optional.of("a"))).isFalse();
        assertThat(control.level("a")).isEqualTo(LogLevel.ERROR);
        control.set("b", LogLevel.OFF);
        assertThat(control.levels()).containsEntry("a", LogLevel.ERROR).containsEntry("b", LogLevel.OFF);
        assertThat(control.unset(Optional.empty())).isTrue();
        assertThat(control.levels()).doesNotContainKey("b");
    }

    @Test
    void debugModeLetsMoreThroughAndNeverLess() {
        control.set("curator", LogLevel.WARN);
        control.set("vm", LogLevel.TRACE);

        control.debug("curator", true);
        control.debug("vm", true);

        assertThat(control.level("curator.store")).isEqualTo(LogLevel.DEBUG);
        assertThat(control.level("vm")).isEqualTo(LogLevel.TRACE);
        assertThat(control.debugging()).containsExactlyInAnyOrder("curator", "vm");
        control.debug("curator", false);
        assertThat(control.level("curator")).isEqualTo(LogLevel.WARN);
    }

    @Test
    void aLoggerWithoutANameIsRefused() {
        assertThatThrownBy(() -> control.set(" ", LogLevel.INFO)).isInstanceOf(IllegalArgumentException.class);
    }
}
