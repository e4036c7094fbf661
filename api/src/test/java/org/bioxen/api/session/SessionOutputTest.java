// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionOutputTest {
    private static OutputChunk chunk(long sequence, OutputKind kind, String text) {
        return OutputChunk.of(sequence, kind, 1, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void textIsEverythingButTheInputs() {
        SessionOutput output = SessionOutput.of(
                0,
                List.of(
                        chunk(0, OutputKind.INPUT, "f()\n"),
                        chunk(4, OutputKind.STDOUT, "a\n"),
                        chunk(6, OutputKind.ERROR, "b\n"),
                        chunk(8, OutputKind.STDOUT, "c\n")),
                SessionPhase.READY);

        assertThat(output.text()).isEqualTo("a\nb\nc\n");
        assertThat(output.text(OutputKind.STDOUT)).isEqualTo("a\nc\n");
        assertThat(output.text(OutputKind.INPUT)).isEqualTo("f()\n");
    }

    @Test
    void aCharacterThatIsCutBetweenChunksIsWholeInTheText() {
        byte[] omega = "Ω".getBytes(StandardCharsets.UTF_8);

        SessionOutput output = SessionOutput.of(
                0,
                List.of(
                        OutputChunk.of(0, OutputKind.STDOUT, 1, omega, 0, 1),
                        OutputChunk.of(1, OutputKind.STDOUT, 1, omega, 1, 1)),
                SessionPhase.READY);

        assertThat(output.text()).isEqualTo("Ω");
    }

    @Test
    void whatTheLogHadDroppedBeforeIsCounted() {
        SessionOutput output = SessionOutput.of(10, List.of(chunk(25, OutputKind.STDOUT, "abc")), SessionPhase.BUSY);

        assertThat(output.from()).isEqualTo(10);
        assertThat(output.droppedBytes()).isEqualTo(15);
        assertThat(output.next()).isEqualTo(28);
    }

    @Test
    void nothingReadLeavesTheReaderWhereItStood() {
        SessionOutput output = SessionOutput.of(10, List.of(), SessionPhase.READY);

        assertThat(output.isEmpty()).isTrue();
        assertThat(output.droppedBytes()).isZero();
        assertThat(output.next()).isEqualTo(10);
        assertThat(output.text()).isEmpty();
    }

    @Test
    void aGapBetweenChunksIsRefused() {
        List<OutputChunk> gap = List.of(chunk(0, OutputKind.STDOUT, "ab"), chunk(3, OutputKind.STDOUT, "c"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionOutput.of(0, gap, SessionPhase.READY))
                .withMessageContaining("does not follow");
    }

    @Test
    void chunksBeforeTheReaderAreRefused() {
        List<OutputChunk> early = List.of(chunk(3, OutputKind.STDOUT, "c"));

        assertThatIllegalArgumentException().isThrownBy(() -> SessionOutput.of(4, early, SessionPhase.READY));
    }
}
