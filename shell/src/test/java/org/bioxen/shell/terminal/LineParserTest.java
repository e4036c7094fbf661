// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
    private static CompletingParsedLine line(String text) {
        return (CompletingParsedLine) new LineParser().parse(text, text.length(), ParseContext.COMPLETE);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "vm:run lab my, my file.lua, my\\ file.lua",
                "vm:run lab a, a$(b).lua, a\\$\\(b\\).lua",
                "vm:run lab 'my, my file.lua, 'my file.lua'",
                "vm:run lab \"a, a$b c.lua, \"a\\$b c.lua\"",
                "vm:run lab, lab, lab"
            })
    void whatCompletesAWordIsOneWordForTheShell(String typed, String word, String written) {
        assertThat(line(typed).escape(word, true)).hasToString(written);
    }

    @Test
    void aQuoteStaysOpenWhereTheWordIsNotComplete() {
        assertThat(line("vm:run lab 'my").escape("my d", false)).hasToString("'my d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm:run lab my\\ f", "vm:run lab 'my f", "vm:run lab \"my f"})
    void theCursorIsAtTheEndOfTheWordThatIsMeant(String typed) {
        assertThat(line(typed).word()).isEqualTo("my f");
        assertThat(line(typed).wordCursor()).isEqualTo(4);
    }

    @Test
    void theWordAtTheCursorIsThatOfTheCommandAtTheCursor() {
        assertThat(line("vm:list | gr").word()).isEqualTo("gr");
        assertThat(line("vm:list | grep ").words()).containsExactly("grep", "");
        assertThat(line("x = (vm:info la").word()).isEqualTo("la");
    }
}
