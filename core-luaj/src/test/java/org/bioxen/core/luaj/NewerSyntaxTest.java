// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;

import org.bioxen.spi.backend.EvaluationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What later versions of Lua write and 5.2 does not read: the message says so, and names the way out. */
@Timeout(60)
class NewerSyntaxTest {
    private static final String WAY_OUT = "; this backend runs Lua 5.2 (use --backend process) near ";

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "return 7 // 2 ! the operator '//' needs Lua 5.3 ! '/'",
                "x = a//b ! the operator '//' needs Lua 5.3 ! '/'",
                "return a & b ! the operator '&' needs Lua 5.3 ! '&'",
                "x = a & b ! the operator '&' needs Lua 5.3 ! '&'",
                "f(a | b) ! the operator '|' needs Lua 5.3 ! '|'",
                "return a ~ b ! the operator '~' needs Lua 5.3 ! '~'",
                "return ~a ! the operator '~' needs Lua 5.3 ! '~'",
                "return 1 << 4 ! the operator '<<' needs Lua 5.3 ! '<'",
                "return {1 >> 4} ! the operator '>>' needs Lua 5.3 ! '>'",
                "local x <const> = 1 ! the attribute '<const>' needs Lua 5.4 ! '<'",
                "local a, b <close> = f() ! the attribute '<close>' needs Lua 5.4 ! '<'"
            })
    void aConstructOfALaterVersionIsNamed(String source, String construct, String near) {
        assertThat(bed.message("\n" + source)).endsWith(":2: " + construct + WAY_OUT + near);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7 // 2", "x = 1 << 3", "1 & 2", "local x <const> = 5"})
    void thePromptNamesItAndDoesNotAskForMore(String line) {
        EvaluationResult result = bed.repl(line);

        assertThat(result.error().orElseThrow().message()).contains(WAY_OUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x = (1", "for i = 1, 2 do", "x = [[a", "f(", "'abc\\", "return 7 /", "local x ="})
    void thePromptAsksForMoreOfWhatIsIncomplete(String line) {
        assertThat(bed.repl(line).outcome()).isEqualTo(bed.repl("do").outcome());
    }

    @Test
    void comparisonsThatLookLikeAttributesStay() {
        assertThat(bed.message("local a, const, b = 1, 2, 3 return a < const > b"))
                .contains("attempt to compare");
    }

    @Test
    void textsWithSuchOperatorsStay() {
        assertThat(bed.value("return 'a // b & c' --[[ << ]] .. [[ ~ ]] -- | >>"))
                .isEqualTo("a // b & c ~ ");
    }

    @ParameterizedTest
    @CsvSource({
        "'\\u{41}', 65",
        "'\\u{e4}x', 195 164 120",
        "'\\u{20AC}', 226 130 172",
        "'\\u{1F600}', 240 159 152 128",
        "'\\u{7FFFFFFF}', 253 191 191 191 191 191",
        "'\\u{0}1', 0 49",
        "'\\u{000000000041}', 65"
    })
    void unicodeEscapesAreTaken(String literal, String bytes) {
        assertThat(bed.value("return ('" + literal + "'):byte(1, -1)")).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "\\u{ ! hexadecimal digit expected",
                "\\u{} ! hexadecimal digit expected",
                "\\u{4g} ! missing '}' in \\u{xxxx}",
                "\\u{80000000} ! UTF-8 value too large",
                "\\u41 ! invalid escape sequence near '\\u'"
            })
    void malformedUnicodeEscapesAreRefused(String escape, String message) {
        assertThat(bed.message("return '" + escape + "'")).contains(message);
    }

    @Test
    void localVariablesOfAllFunctionsAroundCountTogether() {
        String locals = "local a = 1 ".repeat(150);

        assertThat(bed.message(locals + "function f() " + locals + "end"))
                .contains("too many local variables with those of the functions around (limit is 200)");
    }

    @Test
    void whatIsRewrittenStaysInItsLine() {
        assertThat(bed.message("local a = '\\u{41}' .. 0x1p4 .. 2^\n\n3 ..\n -0\nerror('here')"))
                .endsWith(":5: here");
    }
}
