// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineFormatTest {
    private final LoggerContext context = Logs.context();

    @Test
    void tellsWhenHowGraveWhereWhoAndWhat() {
        LoggingEvent event = event("{} of {}", null, 3, 4);

        assertThat(line(event))
                .isEqualTo("2026-01-02 03:04:05.678Z WARN "
                        + ProcessHandle.current().pid() + " [worker] org.bioxen.some.Thing: 3 of 4\n");
    }

    @Test
    void namesTheVmThatTheLineIsAbout() {
        LoggingEvent event = event("stopped", null);
        event.setMDCPropertyMap(Map.of("vm", "vm-7"));

        assertThat(line(event)).contains("org.bioxen.some.Thing {vm=vm-7}: stopped");
    }

    @Test
    void namesTheSessionThatTheLineIsAbout() {
        LoggingEvent event = event("stopped", null);
        event.setMDCPropertyMap(Map.of("vm", "s1", "session", "s1"));

        assertThat(line(event)).contains("org.bioxen.some.Thing {vm=s1} {session=s1}: stopped");
    }

    @Test
    void givesOneJsonObjectALineWhateverIsInIt() {
        LoggingEvent event = event("a \"b\"\n\\ \u0001 \ud83e\uddec \ud800", new IllegalStateException("why"));
        event.setMDCPropertyMap(Map.of("vm", "s1", "session", "s1"));

        String line = new String(new JsonFormat().bytes(Records.of(1, event)), StandardCharsets.UTF_8);

        assertThat(line)
                .startsWith("{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"WARN\",\"process\":")
                .contains("\"thread\":\"worker\",\"logger\":\"org.bioxen.some.Thing\",\"vm\":\"s1\",\"session\":\"s1\"")
                .contains("\"message\":\"a \\\"b\\\"\\n\\\\ \\u0001 \ud83e\uddec \\ud800\"")
                .contains("\"trace\":\"java.lang.IllegalStateException: why\\n\\u0009at ")
                .endsWith("}\n");
        assertThat(line.lines()).hasSize(1);
    }

    @Test
    void letsNoMessagePretendToBeALineOfItsOwn() {
        assertThat(line(event("one\ntwo\r\nthree", null))).endsWith(": one\n\ttwo\n\tthree\n");
    }

    @Test
    void letsNoMessageCommandTheTerminalOfWhoReadsIt() {
        assertThat(line(event("\u001b[2Jgone \u0007\u0085\tkept", null))).endsWith(": \\x1b[2Jgone \\x07\\x85\tkept\n");
    }

    @Test
    void addsTheStackOfAThrowable() {
        assertThat(line(event("failed", new IllegalStateException("why"))))
                .contains(": failed\n\tjava.lang.IllegalStateException: why\n\tat org.bioxen.logging.LineFormatTest");
    }

    private LoggingEvent event(String message, Throwable thrown, Object... arguments) {
        LoggingEvent event = new LoggingEvent(
                getClass().getName(),
                context.getLogger("org.bioxen.some.Thing"),
                Level.WARN,
                message,
                thrown,
                arguments);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        event.setThreadName("worker");
        return event;
    }

    private static String line(LoggingEvent event) {
        return new String(new LineFormat(ZoneOffset.UTC).bytes(Records.of(1, event)), StandardCharsets.UTF_8);
    }
}
