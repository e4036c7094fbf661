// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
    @Test
    void membersAndElementsAreSeparatedByCommas() {
        JsonWriter json = new JsonWriter();

        json.beginObject().name("a").beginArray().number(1).number(2).endArray();
        json.name("b")
                .beginObject()
                .endObject()
                .name("c")
                .nothing()
                .name("d")
                .bool(true)
                .endObject();

        assertThat(json).hasToString("{\"a\":[1,2],\"b\":{},\"c\":null,\"d\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\",\\\"", "\\,\\\\", "/,/", "é,é", "😀,😀"})
    void aStringIsEscapedWhereItMustBe(String text, String escaped) {
        assertThat(new JsonWriter().string(text)).hasToString('"' + escaped + '"');
    }

    @Test
    void controlCharactersNeverBreakTheLine() {
        assertThat(new JsonWriter().string("\n\r\t\0\u001b\u007f")).hasToString("\"\\n\\r\\t\\u0000\\u001b\\u007f\"");
    }

    @Test
    void halvesOfACharacterAreEscaped() {
        assertThat(new JsonWriter().string("a\ud83d")).hasToString("\"a\\ud83d\"");
        assertThat(new JsonWriter().string("\ude00b")).hasToString("\"\\ude00b\"");
    }

    @Test
    void numbersKeepTheirPrecision() {
        JsonWriter json = new JsonWriter();

        json.beginArray().number(Long.MIN_VALUE).number(0.1).number(1e300).endArray();

        assertThat(json).hasToString("[-9223372036854775808,0.1,1.0E300]");
    }
}
