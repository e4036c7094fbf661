// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.felix.fileinstall.shaded.util.properties.TypedProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what File Install reads: asked of its own reader. */
class PropertiesTextTest {
    private static Map<String, Object> read(PropertiesText text) {
        TypedProperties properties = new TypedProperties();
        try {
            properties.load(new StringReader(text.text()));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return new HashMap<>(properties);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "  both ends  ",
                "plain",
                "a=b:c # no comment",
                "# no comment",
                "back\\slash",
                "\\\\two\\",
                "\\{odd\\}",
                "${user.home}",
                "$\\{x}",
                "${a${b}}",
                "$__x",
                "$___",
                "a$",
                "{}",
                "}{",
                "\"quoted\"",
                "I\"5\"",
                "[ \"a\" ]",
                "{a}",
                "ünïcödé 日本 \uD83D\uDE00",
                "line\nend\ttab\r",
                "\u0001\u007f",
                "https://user@host:8080/x?y=z#w",
                "C:\\new\\table\\u0041",
            })
    void everyValueComesBackAsItWas(String value) {
        PropertiesText text = PropertiesText.of("").with("key", value).with("other", "x");

        assertThat(read(text)).containsEntry("key", value).containsEntry("other", "x");
        assertThat(text.text().codePoints()).allMatch(c -> c == '\n' || c >= ' ' && c <= '~');
        assertThat(PropertiesText.of(text.text()).isForeign()).isFalse();
        assertThat(read(PropertiesText.of("").with("key", value))).containsExactlyEntriesOf(Map.of("key", value));
    }

    @Test
    void anyValueComesBackAsItWas() {
        Random random = new Random(7);
        String letters = "\\\\\\{{}}$$__ =:#!\"[]'a\n\tT";
        for (int round = 0; round < 5000; round++) {
            String value = random.ints(random.nextInt(12), 0, letters.length())
                    .mapToObj(at -> letters.substring(at, at + 1))
                    .collect(Collectors.joining());

            assertThat(read(PropertiesText.of("a = 1\n").with("key", value).with("z", "2")))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "key", value, "z", "2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"level.org.bioxen", "with space", "a=b", "a:b", "#a", "!a", "ü", "back\\slash"})
    void everyKeyIsFoundAgain(String key) {
        PropertiesText text = PropertiesText.of("").with(key, "1").with("x", "2");

        assertThat(read(text)).containsEntry(key, "1");
        assertThat(PropertiesText.of(text.text()).has(key)).isTrue();
        assertThat(PropertiesText.of(text.text()).without(key).text()).isEqualTo("x = 2\n");
    }

    @Test
    void allButTheChangedLineStaysAsItIs() {
        String before = """
                # Ours.
                ! And this.

                  threads=8
                stop.grace : ${grace:-2s}
                # what follows goes on
                long.value = a, \\
                    # still of it
                    b
                last\tvalue""";
        PropertiesText text = PropertiesText.of(before);

        assertThat(text.text()).isEqualTo(before);
        assertThat(text.with("threads", "9").text()).isEqualTo(before.replace("  threads=8", "threads = 9"));
        assertThat(text.with("long.value", "c").text())
                .isEqualTo(before.replaceAll("(?s)long.value.*    b", "long.value = c"));
        assertThat(text.with("new", "x").text()).isEqualTo(before + "\nnew = x\n");
        assertThat(text.without("stop.grace").text()).isEqualTo(before.replace("stop.grace : ${grace:-2s}\n", ""));
        assertThat(text.without("nothing").text()).isEqualTo(before);
        assertThat(text.has("last")).isTrue();
    }

    @Test
    void ofSeveralLinesOfOneKeyTheLastCountsAndOneIsLeft() {
        PropertiesText text = PropertiesText.of("a = 1\nb = 2\na = 3\n");

        assertThat(text.with("a", "4").text()).isEqualTo("b = 2\na = 4\n");
        assertThat(text.without("a").text()).isEqualTo("b = 2\n");
    }

    @Test
    void lineEndsStayThoseOfTheFile() {
        assertThat(PropertiesText.of("a = 1\r\nb = 2\r\n").with("c", "3").text())
                .isEqualTo("a = 1\r\nb = 2\r\nc = 3\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = \"x\"\n", "a = I\"5\"\nb = [ \"x\" ]\n", "<?xml version='1.0'?>\n"})
    void otherNotationsAreTold(String text) {
        assertThat(PropertiesText.of(text).isForeign()).isTrue();
    }

    @Test
    void commentsAloneAreNoForeignNotation() {
        assertThat(PropertiesText.of("# a\n").isForeign()).isFalse();
        assertThat(PropertiesText.of("# a\n").isEmpty()).isTrue();
        assertThat(PropertiesText.of("# a\n").isBlank()).isFalse();
        assertThat(PropertiesText.of("\n").isBlank()).isTrue();
    }
}
