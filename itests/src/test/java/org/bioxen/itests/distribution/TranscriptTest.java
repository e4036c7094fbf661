// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bioxen.itests.distribution.Transcript.Block;
import org.bioxen.itests.distribution.Transcript.Input;
import org.bioxen.itests.distribution.Transcript.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTest {
    private static final Path HOME = Path.of("/tmp/someone");

    private static final String PAGE = """
            # A page

            ## Before

                $ not this

            ## Five minutes

            A chunk:

                $ bioxen exec '2 + 2'
                4

            In the other terminal:

                $ bioxen server
                bioxen: listening on …

            Then:

                $ bioxen client
                bioxen> session:attach s1
                > if x then

                >> (Ctrl-C)
                >
                > x (Ctrl-D)
                a > b
                (Ctrl-C)

            ## After

                $ not this
            """;

    private static Optional<String> difference(String expected, String shown) {
        return Transcript.difference(expected.lines().toList(), shown.lines().toList(), HOME);
    }

    @Test
    void aSectionIsReadBlockByBlock() {
        Transcript transcript = Transcript.of(PAGE, "Five minutes");

        assertThat(transcript.blocks())
                .containsExactly(
                        new Block(
                                11,
                                false,
                                List.of(
                                        new Input("$ bioxen exec '2 + 2'", "$", "bioxen exec '2 + 2'", "Enter"),
                                        new Output("4"))),
                        new Block(
                                16,
                                true,
                                List.of(
                                        new Input("$ bioxen server", "$", "bioxen server", "Enter"),
                                        new Output("bioxen: listening on …"))),
                        new Block(
                                21,
                                false,
                                List.of(
                                        new Input("$ bioxen client", "$", "bioxen client", "Enter"),
                                        new Input("bioxen> session:attach s1", "bioxen>", "session:attach s1", "Enter"),
                                        new Input("> if x then", ">", "if x then", "Enter"),
                                        new Output(""),
                                        new Input(">> (Ctrl-C)", ">>", "", "C-c"),
                                        new Input(">", ">", "", "Enter"),
                                        new Input("> x (Ctrl-D)", ">", "x ", "C-d"),
                                        new Output("a > b"),
                                        new Input("(Ctrl-C)", "", "", "C-c"))));
    }

    @Test
    void aSectionThatIsNotThereHasNoBlocks() {
        assertThat(Transcript.of(PAGE, "Five").blocks()).isEmpty();
    }

    @Test
    void whatIsWrongOnThePageIsFound() {
        assertThat(difference("$ bioxen exec '2 + 2'\n5", "$ bioxen exec '2 + 2'\n4"))
                .contains("expected: 5\n   but was: 4");
        assertThat(difference("$ a\n1\n2", "$ a\n1")).contains("expected, but not there: 2");
        assertThat(difference("$ a\n1", "$ a\n1\n2")).contains("not expected: 2");
        assertThat(difference("$ a", "$ a\n\nb")).contains("not expected: ");
        assertThat(difference("a\n…\nz", "a\nb\ny")).contains("nothing after '…' is as expected");
        assertThat(difference("listening on …/socket", "listening on /tmp/plug"))
                .isPresent();
        assertThat(difference("A  B", "A B")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "05:02:57.050 INFO  VmHost: gone | 23:59:01.999 INFO  VmHost: gone",
                "created       2026-11-23T05:03:54Z | created       2027-01-01T15:03:54.671843253Z",
                "took 12 ms | took 1.25 s",
                "a server runs, pid 17 | a server runs, pid 123456",
                "/home/ada/bioxen/data | /tmp/someone/bioxen/data",
                "s1  12 ms  READY | s1  9 ms   READY",
                "bioxen … on Java … | bioxen 0.1.0 on Java 17",
                "> (Ctrl-D) | >",
                "> (Ctrl-C) | > ^C",
            })
    void whatIsDifferentEachTimeIsComparedByItsForm(String expected, String shown) {
        assertThat(difference(expected, shown)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit 17 | limit 18",
                "ran 3 times | ran 4 times",
                "NC_001416.1 | NC_001416.2",
                "HindIII 6 sites | HindIII 7 sites",
                "lua 5.4 | lua 5.2",
            })
    void whatIsTheSameEachTimeIsComparedExactly(String expected, String shown) {
        assertThat(difference(expected, shown)).isPresent();
    }

    @Test
    void anEllipsisStandsForAnyNumberOfLines() {
        assertThat(difference("a\n…\nz", "a\nb\nc\nz")).isEmpty();
        assertThat(difference("a\n…", "a")).isEmpty();
        assertThat(difference("a\n…\nc\n…", "a\nb\nc\nd")).isEmpty();
    }
}
