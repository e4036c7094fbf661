// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuaParserTest {
    private final LuaParser parser = new LuaParser();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pri|pri",
                "x = string.fo|string.fo",
                "print(io.stdout:wr|io.stdout:wr",
                "a.b.|a.b.",
                "return s:|s:",
                "(\"x\"):up|(\"x\"):up",
                "x = 'a':|'a':",
                "x = 1 + |``",
                "t[1].|``",
                "x2 = y1_|y1_",
                "\"str|str"
            })
    void thePathBeforeTheCursorIsCompleted(String line, String word) {
        assertThat(parser.parse(line, line.length(), ParseContext.COMPLETE).word())
                .isEqualTo(word);
    }

    @Test
    void whatFollowsTheCursorDoesNotMatter() {
        assertThat(parser.parse("pri(x)", 3, ParseContext.COMPLETE).word()).isEqualTo("pri");
    }

    @Test
    void anOpenBlockAsksForMoreLines() {
        assertThatThrownBy(() -> parser.parse("for i = 1, 3 do", 15, ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
    }

    @Test
    void whatAScriptReadsIsALineWhateverItHolds() {
        parser.chunks(false);

        assertThat(parser.parse("for i = 1, 3 do", 15, ParseContext.ACCEPT_LINE).line())
                .isEqualTo("for i = 1, 3 do");
    }
}
