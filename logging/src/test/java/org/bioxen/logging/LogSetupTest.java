// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSetupTest {
    @TempDir
    private Path directory;

    private final LoggerContext context = Logs.context();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void keepsThePlatformsNewsInTheShellAndOthersWarnings() {
        apply(Optional.empty(), false, false);

        assertThat(level("org.bioxen.core")).isEqualTo(Level.INFO);
        assertThat(level("org.apache.felix")).isEqualTo(Level.WARN);
    }

    @Test
    void keepsOnlyWarningsOfOneCommand() {
        apply(Optional.empty(), false, true);

        assertThat(level("org.bioxen.core")).isEqualTo(Level.WARN);
    }

    @Test
    void keepsAllOfThePlatformInDebugMode() {
        apply(Optional.empty(), true, true);

        assertThat(level("org.bioxen.core")).isEqualTo(Level.DEBUG);
        assertThat(level("org.apache.felix")).isEqualTo(Level.WARN);
    }

    @Test
    void writesNoFileUntilThereIsSomethingToSay() throws Exception {
        apply(Optional.empty(), false, true);
        context.getLogger("org.bioxen.core").info("not for a file");

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void prefersTheUsersOwnConfiguration() throws Exception {
        Path xml = Files.writeString(directory.resolve("logback.xml"), """
                <configuration>
                  <appender name="F" class="ch.qos.logback.core.FileAppender">
                    <file>${bioxen.log}/mine.log</file>
                    <encoder><pattern>mine %msg%n</pattern></encoder>
                  </appender>
                  <root level="ERROR"><appender-ref ref="F"/></root>
                </configuration>
                """);
        apply(Optional.of(xml), false, false);

        context.getLogger("org.bioxen.core").error("error");

        assertThat(directory.resolve("mine.log")).content().isEqualTo("mine error\n");
        assertThat(directory.resolve("bioxen.log")).doesNotExist();
    }

    @Test
    void fallsBackOnAUsersMistakeAndSaysSoInTheLog() throws Exception {
        Path xml = Files.writeString(directory.resolve("logback.xml"), "<configuration><broken");

        apply(Optional.of(xml), false, false);

        assertThat(Logs.lines(directory)).singleElement().asString().contains("logback.xml is not valid");
        assertThat(stderr.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private void apply(Optional<Path> user, boolean debug, boolean oneShot) {
        LogSettings settings = new LogSettings(Optional.of(directory), user, Optional.empty(), debug, oneShot);
        LogSetup.apply(context, settings, new PrintStream(stderr, true, StandardCharsets.UTF_8));
    }

    private Level level(String logger) {
        return context.getLogger(logger).getEffectiveLevel();
    }
}
