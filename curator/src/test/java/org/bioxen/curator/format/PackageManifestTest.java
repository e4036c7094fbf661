// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.bioxen.api.curator.Dependency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a manifest says, and what it must not. */
class PackageManifestTest {
    private static final String GOOD = """
            {"format": 1, "name": "json", "version": "1.2.0-1",
             "summary": "JSON to tables and back", "description": "Two\\nlines.",
             "licence": "Apache-2.0", "homepage": "https://example.org/json",
             "dependencies": ["lua >= 5.1", "show ~> 1.0, != 1.0.3"], "labels": ["text", "web"]}
            """;

    @Test
    void aManifestIsRead() throws JsonException {
        PackageManifest manifest = read(GOOD);

        assertThat(manifest.id()).hasToString("json 1.2.0-1");
        assertThat(manifest.summary()).isEqualTo("JSON to tables and back");
        assertThat(manifest.description()).isEqualTo("Two\nlines.");
        assertThat(manifest.licence()).isEqualTo("Apache-2.0");
        assertThat(manifest.homepage()).contains("https://example.org/json");
        assertThat(manifest.dependencies())
                .containsExactly(Dependency.parse("lua >= 5.1"), Dependency.parse("show ~> 1.0, ~= 1.0.3"));
        assertThat(manifest.labels()).containsExactly("text", "web");
    }

    @Test
    void theReleaseOfAManifestSaysTheSame() throws JsonException {
        var release = read(GOOD).release().build();

        assertThat(release.id()).hasToString("json 1.2.0-1");
        assertThat(release.licence()).contains("Apache-2.0");
        assertThat(release.dependencies()).hasSize(2);
        assertThat(release.labels()).containsExactly("text", "web");
        assertThat(release.artifacts()).isEmpty();
    }

    @Test
    void descriptionHomepageDependenciesAndLabelsMayBeAbsent() throws JsonException {
        PackageManifest manifest =
                read("{\"format\":1,\"name\":\"a\",\"version\":\"1-1\",\"summary\":\"s\",\"licence\":\"MIT\"}");

        assertThat(manifest.description()).isEmpty();
        assertThat(manifest.homepage()).isEmpty();
        assertThat(manifest.dependencies()).isEmpty();
        assertThat(manifest.labels()).isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        "an unknown field",
                        change("\"labels\"", "\"lables\""),
                        "has a field 'lables'; it may have format, name"),
                Arguments.of("a field twice", change("\"labels\"", "\"name\""), "Duplicate field 'name'"),
                Arguments.of("no name", change("\"name\": \"json\",", ""), "lacks the field 'name'"),
                Arguments.of("no licence", change("\"licence\": \"Apache-2.0\",", ""), "lacks the field 'licence'"),
                Arguments.of("no format", change("\"format\": 1,", ""), "lacks the field 'format'"),
                Arguments.of("another format", change("\"format\": 1", "\"format\": 2"), "2 is not between 1 and 1"),
                Arguments.of(
                        "a format in words",
                        change("\"format\": 1", "\"format\": \"1\""),
                        "should be a whole number and is a string"),
                Arguments.of(
                        "a format with a point",
                        change("\"format\": 1", "\"format\": 1.0"),
                        "should be a whole number and is a number"),
                Arguments.of(
                        "a huge format",
                        change("\"format\": 1", "\"format\": 1" + "0".repeat(25)),
                        "is no number between 1 and 1"),
                Arguments.of(
                        "a name that is a path",
                        change("\"json\"", "\"../json\""),
                        "at /name: '../json' is no package name"),
                Arguments.of("a name in capitals", change("\"json\"", "\"JSON\""), "'JSON' is no package name"),
                Arguments.of("a name that is a number", change("\"json\"", "7"), "should be a string and is a number"),
                Arguments.of("no revision", change("1.2.0-1", "1.2.0"), "'1.2.0' has no revision; give 1.2.0-1"),
                Arguments.of("a version that is none", change("1.2.0-1", "1/2"), "'1/2' is no version"),
                Arguments.of("a dependency that is none", change("lua >= 5.1", "lua => 5.1"), "at /dependencies/0: "),
                Arguments.of("a dependency twice", change("lua >= 5.1", "show > 0"), "depends on show twice"),
                Arguments.of("a dependency on itself", change("lua >= 5.1", "json > 0"), "depends on itself"),
                Arguments.of("a label in capitals", change("\"web\"", "\"Web\""), "'Web' is no label"),
                Arguments.of("a label twice", change("\"web\"", "\"text\""), "gives the label 'text' twice"),
                Arguments.of("too many labels", change("\"web\"", labels(21)), "has more than 20 elements"),
                Arguments.of("an empty summary", change("JSON to tables and back", " "), "at /summary: is empty"),
                Arguments.of("a long summary", change("JSON to", "x".repeat(200)), "is longer than 200 characters"),
                Arguments.of(
                        "a summary of two lines", change("tables and", "tables\\nand"), "has the character U+000A"),
                Arguments.of(
                        "a summary that clears the screen", change("tables", "\\u001b[2J"), "has the character U+001B"),
                Arguments.of("a summary that turns round", change("tables", "\\u202egnp"), "has the character U+202E"),
                Arguments.of("half a character", change("tables", "\\ud800"), "has the character U+D800"),
                Arguments.of("a homepage that runs", change("https:", "javascript:"), "is no http or https address"),
                Arguments.of("an array for an object", "[1]", "should be an object and is an array"),
                Arguments.of("null", change("\"Apache-2.0\"", "null"), "should be a string and is null"),
                Arguments.of("nothing", "", "should be an object and is nothing"),
                Arguments.of("half", GOOD.substring(0, 100), "Unexpected end-of-input"),
                Arguments.of("more behind the end", GOOD + "{}", "goes on behind its end"),
                Arguments.of("a comment", "/* so */" + GOOD, "maybe a (non-standard) comment"),
                Arguments.of("a byte order mark", "\uFEFF" + GOOD, "Unexpected character"),
                Arguments.of("depth", change("\"json\"", "[".repeat(50)), "should be a string and is an array"),
                Arguments.of(
                        "depth everywhere",
                        "{\"dependencies\":" + "[".repeat(10_000),
                        "should be a string and is an array"),
                Arguments.of("a huge string", change("Two", "x".repeat(100_000)), "String value length"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aWrongManifestIsRefusedInALineThatSaysWhere(String what, String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("package.json, line ")
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("\n", "\u001b", "\u202e");
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        byte[] bytes = GOOD.replace("tables", "t\u00e4bles").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> PackageManifest.read(bytes)).hasMessageContaining("is not UTF-8");
    }

    @Test
    void sixteenBitTextIsRefused() {
        assertThatThrownBy(() -> PackageManifest.read(GOOD.getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void aLineIsNamed() {
        assertThatThrownBy(() -> read(change("\"text\"", "7")))
                .hasMessage("package.json, line 4 at /labels/0: should be a string and is a number");
    }

    private static PackageManifest read(String json) throws JsonException {
        return PackageManifest.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String change(String from, String to) {
        assertThat(GOOD).contains(from);
        return GOOD.replace(from, to);
    }

    private static String labels(int count) {
        StringBuilder labels = new StringBuilder("\"l\"");
        for (int i = 0; i < count; i++) {
            labels.append(",\"l").append(i).append('"');
        }
        return labels.toString();
    }
}
