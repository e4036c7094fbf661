// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Converter;
import org.bioxen.api.logging.LogLevel;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.shell.command.LogCommands.LoggerLevel;
import org.bioxen.shell.output.Listing;
import org.junit.jupiter.api.Test;

class LogConverterTest {
    private final LogConverter converter = new LogConverter();

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
        assertThat(LogConverter.line(record("full", Optional.empty(), Optional.empty(), Optional.empty())))
                .matches("\\d\\d:\\d\\d:00\\.123 WARN  Store: full");
        assertThat(LogConverter.line(record("full", Optional.of("a"), Optional.empty(), Optional.empty())))
                .endsWith("Store (VM a): full");
        assertThat(LogConverter.line(record("full", Optional.of("a"), Optional.of("a"), Optional.of("E\n\tat x"))))
                .endsWith("Store (session a): full\n    E\n        at x");
    }

    @Test
    void aMessageIsNoCommandToTheTerminal() {
        assertThat(LogConverter.line(
                        record("a\u001b[2Jb\rc\n13:00 ERROR x", Optional.empty(), Optional.empty(), Optional.empty())))
                .endsWith(": a\ufffd[2Jbc\n    13:00 ERROR x");
    }

    @Test
    void whatIsFoundIsListedAndNothingIsSaid() {
        assertThat(converter.format(new Listing<>(LogRecord.class, List.of()), Converter.INSPECT, null))
                .isEqualTo("nothing of that kind was logged");
        assertThat(converter
                        .format(
                                new Listing<>(
                                        LoggerLevel.class,
                                        List.of(new LoggerLevel("ROOT", LogLevel.WARN, "configured"))),
                                Converter.INSPECT,
                                null)
                        .toString()
                        .lines())
                .containsExactly("LOGGER  LEVEL  FROM", "ROOT    WARN   configured");
    }
}
