// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bioxen.api.session.OutputChunk;
import org.bioxen.api.session.OutputKind;
import org.bioxen.api.session.SessionOutput;
import org.bioxen.api.session.SessionPhase;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private final Recorded page = new Recorded();

    private static OutputChunk chunk(long sequence, OutputKind kind, long input, String text) {
        return OutputChunk.of(sequence, kind, input, text.getBytes(StandardCharsets.UTF_8));
    }

    private static SessionOutput log(long from, OutputChunk... chunks) {
        return SessionOutput.of(from, List.of(chunks), SessionPhase.READY);
    }

    @Test
    void everyKindHasItsPlace() {
        new Transcript(page, 0)
                .show(log(
                        0,
                        chunk(0, OutputKind.STDOUT, 1, "out"),
                        chunk(3, OutputKind.STDERR, 1, "err"),
                        chunk(6, OutputKind.ERROR, 1, "why"),
                        chunk(9, OutputKind.NOTICE, 0, "reset\n")));

        assertThat(page.shown).containsExactly("output out", "error err", "error why", "note reset");
    }

    @Test
    void whatTwoReadersBringIsShownOnce() {
        Transcript transcript = new Transcript(page, 0);

        transcript.show(log(0, chunk(0, OutputKind.STDOUT, 1, "one")));
        transcript.show(log(0, chunk(0, OutputKind.STDOUT, 1, "one two")));
        transcript.show(log(0, chunk(0, OutputKind.STDOUT, 1, "one")));

        assertThat(page.shown).containsExactly("output one", "output  two");
    }

    @Test
    void whatWasTypedHereIsNotShownAgainAndWhatOthersSentIs() {
        Transcript transcript = new Transcript(page, 0);
        transcript.typed(2);

        transcript.show(log(
                0,
                chunk(0, OutputKind.INPUT, 1, "a\n"),
                chunk(2, OutputKind.INPUT, 2, "b\n"),
                chunk(4, OutputKind.INPUT, 3, "c"),
                chunk(5, OutputKind.INPUT, 3, "d\n")));

        assertThat(page.shown).containsExactly("input a\n", "input c", "more d\n");
    }

    @Test
    void aGapIsCounted() {
        new Transcript(page, 10).show(log(10, chunk(1010, OutputKind.STDOUT, 1, "late")));

        assertThat(page.shown)
                .containsExactly("note 1000 bytes of the log were dropped before they could be shown", "output late");
    }

    @Test
    void whatWasThereBeforeItsStartIsNotShown() {
        new Transcript(page, 2).show(log(0, chunk(0, OutputKind.STDOUT, 1, "abc")));

        assertThat(page.shown).containsExactly("output c");
    }

    private static final class Recorded implements Page {
        private final List<String> shown = new ArrayList<>();

        @Override
        public void output(byte[] bytes) {
            add("output", bytes);
        }

        @Override
        public void error(byte[] bytes) {
            add("error", bytes);
        }

        @Override
        public void input(byte[] bytes, boolean begun) {
            add(begun ? "more" : "input", bytes);
        }

        @Override
        public void note(String line) {
            shown.add("note " + line);
        }

        private void add(String what, byte[] bytes) {
            shown.add(what + " " + new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
