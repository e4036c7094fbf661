// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bioxen.api.logging.LogRecord;

/**
 * One record as a JSON object on a line: {@code time} (ISO 8601, UTC), {@code level}, {@code process}, {@code thread}, {@code logger},
 * {@code vm} and {@code session} where it is about one, {@code message}, {@code trace} where there is one. Safe for use by several
 * threads.
 */
final class JsonFormat implements RecordFormat {
    private static final long PROCESS = ProcessHandle.current().pid();

    @Override
    public byte[] bytes(LogRecord record) {
        StringBuilder line = new StringBuilder(200);
        line.append("{\"time\":");
        text(line, record.time().toString());
        line.append(",\"level\":");
        text(line, record.level().name());
        line.append(",\"process\":").append(PROCESS);
        line.append(",\"thread\":");
        text(line, record.thread());
        line.append(",\"logger\":");
        text(line, record.logger());
        optional(line, "vm", record.vm());
        optional(line, "session", record.session());
        line.append(",\"message\":");
        text(line, record.message());
        optional(line, "trace", record.trace());
        if (record.progress().isPresent()) {
            LogRecord.OperationProgress progress = record.progress().get();
            line.append(",\"progress\":{\"operation\":");
            text(line, progress.operation());
            line.append(",\"subject\":");
            text(line, progress.subject());
            line.append(",\"done\":").append(progress.done());
            line.append(",\"total\":").append(progress.total()).append('}');
        }
        return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void optional(StringBuilder line, String name, Optional<String> value) {
        if (value.isPresent()) {
            line.append(",\"").append(name).append("\":");
            text(line, value.get());
        }
    }

    private static void text(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c == '\n') {
                line.append("\\n");
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c) && !paired(text, i)) {
                line.append("\\u").append(Character.forDigit(c >> 12, 16)).append(Character.forDigit(c >> 8 & 15, 16));
                line.append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
