// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.bioxen.api.session.OutputChunk;
import org.bioxen.api.session.OutputKind;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionPhase;
import org.junit.jupiter.api.Test;

class OutputLogTest {
    private static void append(OutputLog log, OutputKind kind, long input, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.append(kind, input, bytes, 0, bytes.length);
    }

    private static SessionOutput read(OutputLog log, long from) {
        return SessionOutput.of(from, log.from(from), SessionPhase.READY);
    }

    @Test
    void bytesOfOneKindAndInputAreOneChunk() {
        OutputLog log = new OutputLog(10_000);
        append(log, OutputKind.STDOUT, 1, "a\n");
        append(log, OutputKind.STDOUT, 1, "b\n");
        append(log, OutputKind.STDERR, 1, "c\n");
        append(log, OutputKind.STDOUT, 2, "d\n");

        assertThat(log.from(0)).extracting(OutputChunk::text).containsExactly("a\nb\n", "c\n", "d\n");
        assertThat(log.from(0)).extracting(OutputChunk::sequence).containsExactly(0L, 4L, 6L);
    }

    @Test
    void readingCanBeginAndEndAnywhere() {
        OutputLog log = new OutputLog(10_000);
        append(log, OutputKind.STDOUT, 1, "abcdef");
        append(log, OutputKind.STDERR, 1, "gh");

        assertThat(read(log, 4).text()).isEqualTo("efgh");
        assertThat(read(log, 6).text()).isEqualTo("gh");
        assertThat(read(log, 8).isEmpty()).isTrue();
    }

    @Test
    void theOldestBytesAreDroppedExactlyAtTheBound() {
        OutputLog log = new OutputLog(1024);
        for (int i = 0; i < 10_000; i++) {
            append(log, OutputKind.STDOUT, 1, String.format("%05d\n", i));
        }

        SessionOutput all = read(log, 0);

        assertThat(log.end()).isEqualTo(60_000);
        assertThat(all.droppedBytes()).isEqualTo(log.first()).isEqualTo(60_000 - 1024 + OutputLog.BLOCK_COST);
        assertThat(all.text()).endsWith("09998\n09999\n");
    }

    @Test
    void manySmallPiecesDoNotOutgrowTheBound() {
        OutputLog log = new OutputLog(1024);
        for (int i = 0; i < 10_000; i++) {
            append(log, i % 2 == 0 ? OutputKind.STDOUT : OutputKind.STDERR, 1, "x");
        }

        assertThat(log.from(0)).hasSizeLessThanOrEqualTo(1024 / OutputLog.BLOCK_COST);
    }

    @Test
    void whateverIsWrittenIsReadWithoutGapAndRepeat() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            OutputLog log = new OutputLog(1024 + random.nextInt(20_000));
            StringBuilder written = new StringBuilder();
            StringBuilder read = new StringBuilder();
            long next = 0;
            for (int i = 0; i < 100; i++) {
                String text = "0123456789".repeat(random.nextInt(random.nextInt(10) == 0 ? 2000 : 5));
                append(log, random.nextBoolean() ? OutputKind.STDOUT : OutputKind.STDERR, random.nextInt(2), text);
                written.append(text);
                if (random.nextInt(3) == 0) {
                    SessionOutput output = read(log, next);
                    read.append(written, (int) next, (int) (next + output.droppedBytes()))
                            .append(output.text());
                    next = output.next();
                }
            }
            assertThat(log.end()).isEqualTo(written.length());
            assertThat(read.toString()).as("round %d", round).isEqualTo(written.substring(0, (int) next));
        }
    }

    @Test
    void onlyInputsAreNoOutput() {
        OutputLog log = new OutputLog(1024);
        append(log, OutputKind.INPUT, 1, "x = 1\n");

        assertThat(log.hasOutputFrom(0)).isFalse();
        append(log, OutputKind.STDOUT, 1, "1\n");
        assertThat(log.hasOutputFrom(0)).isTrue();
        assertThat(log.hasOutputFrom(7)).isTrue();
        assertThat(log.hasOutputFrom(8)).isFalse();
    }
}
