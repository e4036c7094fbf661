// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.logging.LogLevel;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.shell.output.Listing;
import org.junit.jupiter.api.Test;

class LogTextTest {
    private static LogRecord record(
            String message, Optional<String> vm, Optional<String> session, Optional<String> trace) {
        return new LogRecord(
                7,
                Instant.parse("2026-01-31T12:00:00.123Z"),
                LogLevel.WARN,
                "org.bioxen.curator.Store",
                "worker",
                vm,
                session,
                message,
                trace,
                Optional.empty());
    }

    @Test
    void aRecordIsALineWithWhatItIsAbout() {
        assertThat(LogText.line(record("full", Optional.empty(), Optional.empty(), Optional.empty())))
                .matches("\\d\\d:\\d\\d:00\\.123 WARN  Store: full");
        assertThat(LogText.line(record("full", Optional.of("a"), Optional.empty(), Optional.empty())))
                .endsWith("Store (VM a): full");
        assertThat(LogText.line(record("full", Optional.of("a"), Optional.of("a"), Optional.of("E\n\tat x"))))
                .endsWith("Store (session a): full\n    E\n        at x");
    }

    @Test
    void aMessageIsNoCommandToTheTerminal() {
        assertThat(LogText.line(
                        record("a\u001b[2Jb\rc\n13:00 ERROR x", Optional.empty(), Optional.empty(), Optional.empty())))
                .endsWith(": a\ufffd[2Jbc\n    13:00 ERROR x");
    }

    @Test
    void whatIsFoundIsListedAndNothingIsSaid() {
        assertThat(LogText.of(new Listing<>(LogRecord.class, List.of()))).isEqualTo("nothing of that kind was logged");
        assertThat(LogText.of(new Listing<>(
                                LoggerLevel.class, List.of(new LoggerLevel("ROOT", LogLevel.WARN, "configured"))))
                        .lines())
                .containsExactly("LOGGER  LEVEL  FROM", "ROOT    WARN   configured");
    }

    @Test
    void levelsAreAnObjectForPrograms() {
        assertThat(LogJson.of(new Listing<>(
                        LoggerLevel.class, List.of(new LoggerLevel("ROOT", LogLevel.WARN, "configured")))))
                .isEqualTo("{\"levels\":[{\"logger\":\"ROOT\",\"level\":\"WARN\",\"from\":\"configured\"}]}");
    }
}
