// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bioxen.api.curator.PackageName;
import org.bioxen.curator.format.JsonException;
import org.bioxen.spi.catalog.CatalogCorruptException;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an index, its files of releases and its pointer must not say, though digests are right. */
class IndexStrictnessTest {
    private static final String DIGEST = "ab".repeat(32);
    private static final String INDEX = """
            {"format":1,"title":"Test","description":"","revision":3,"created":"2026-01-31T12:00:00Z",
             "packages":{"json":{"summary":"s","labels":["text"],"latest":"1.0-1",
              "releases":{"path":"packages/json.json","size":10,"sha256":"DIGEST"}}},
             "profiles":{"bio":{"summary":"s","packages":["json >= 1.0"]}}}
            """.replace("DIGEST", DIGEST);
    private static final String RELEASES = """
            {"format":1,"name":"json","releases":[
             {"version":"2.0-1","summary":"s","licence":"MIT","yanked":"broken",
              "artifacts":[{"format":"bioxen","platform":"all","path":"artifacts/json.zip","size":5,"sha256":"DIGEST"}]},
             {"version":"1.0-1","summary":"s","licence":"MIT",
              "artifacts":[{"format":"rock","platform":"linux-x86_64","path":"a/json.rock","size":5,"sha256":"DIGEST"}]}]}
            """.replace("DIGEST", DIGEST);

    @Test
    void anIndexIsRead() throws CatalogException {
        CatalogIndex index = read(INDEX);

        assertThat(index.title()).isEqualTo("Test");
        assertThat(index.revision()).isEqualTo(3);
        assertThat(index.packages().get(new PackageName("json")).latest()).hasToString("1.0-1");
        assertThat(index.packages().get(new PackageName("json")).releases())
                .isEqualTo(new ContentRef("packages/json.json", 10, DIGEST));
        assertThat(index.profiles().get("bio").packages()).hasToString("[json >= 1.0]");
    }

    @Test
    void releasesAreRead() throws JsonException {
        List<Release> releases = releases(RELEASES);

        assertThat(releases).hasToString("[Release[json 2.0-1], Release[json 1.0-1]]");
        assertThat(releases.get(0).yanked()).contains("broken");
        assertThat(releases.get(1).artifacts().get(0).platform()).isEqualTo("linux-x86_64");
        assertThat(releases.get(1).artifacts().get(0).sha256()).contains(DIGEST);
    }

    static Stream<Arguments> wrongIndexes() {
        return Stream.of(
                Arguments.of("an unknown field", index("\"title\"", "\"titel\""), "has a field 'titel'"),
                Arguments.of("a field twice", index("\"description\"", "\"title\""), "Duplicate field 'title'"),
                Arguments.of(
                        "a package twice",
                        index("\"packages\":{", "\"packages\":{\"json\":" + entry() + ","),
                        "Duplicate field 'json'"),
                Arguments.of("no revision", index("\"revision\":3,", ""), "lacks the field 'revision'"),
                Arguments.of("a revision of zero", index("\"revision\":3", "\"revision\":0"), "0 is not between 1"),
                Arguments.of(
                        "a revision with a point",
                        index("\"revision\":3", "\"revision\":3.5"),
                        "should be a whole number"),
                Arguments.of(
                        "no packages",
                        index("\"packages\":{\"json\":" + entry() + "},", ""),
                        "lacks the field 'packages'"),
                Arguments.of(
                        "a time that is none", index("2026-01-31T12:00:00Z", "yesterday"), "'yesterday' is no time"),
                Arguments.of(
                        "a package that climbs", index("\"json\":{", "\"../json\":{"), "'../json' is no package name"),
                Arguments.of("a package with a slash", index("\"json\":{", "\"a/b\":{"), "'a/b' is no package name"),
                Arguments.of("a package of nothing", index("\"json\":{", "\"\":{"), "'' is no package name"),
                Arguments.of("a package in capitals", index("\"json\":{", "\"JSON\":{"), "'JSON' is no package name"),
                Arguments.of(
                        "a package that is a device", index("\"json\":{", "\"nul\":{"), "'nul' is no package name"),
                Arguments.of(
                        "a package that writes to the terminal",
                        index("\"json\":{", "\"\\u001b[2J\":{"),
                        "'?[2J' is no package name"),
                Arguments.of(
                        "a path that climbs",
                        index("packages/json.json", "../json.json"),
                        "is no path within a catalog"),
                Arguments.of(
                        "a path that climbs later",
                        index("packages/json.json", "a/../../b"),
                        "is no path within a catalog"),
                Arguments.of(
                        "a path from the root",
                        index("packages/json.json", "/etc/passwd"),
                        "is no path within a catalog"),
                Arguments.of(
                        "a path to another host",
                        index("packages/json.json", "//host/x"),
                        "is no path within a catalog"),
                Arguments.of("an address", index("packages/json.json", "http://host/x"), "is no path within a catalog"),
                Arguments.of("a path with a query", index("packages/json.json", "a?b"), "is no path within a catalog"),
                Arguments.of(
                        "a path with an escape",
                        index("packages/json.json", "%2e%2e/b"),
                        "is no path within a catalog"),
                Arguments.of("a path of Windows", index("packages/json.json", "a\\\\b"), "is no path within a catalog"),
                Arguments.of(
                        "a long path", index("packages/json.json", "a".repeat(501)), "is longer than 500 characters"),
                Arguments.of(
                        "a size that is no number", index("\"size\":10", "\"size\":NaN"), "Non-standard token 'NaN'"),
                Arguments.of("an infinite size", index("\"size\":10", "\"size\":1e999"), "should be a whole number"),
                Arguments.of("a negative size", index("\"size\":10", "\"size\":-1"), "-1 is not between 0 and"),
                Arguments.of("a huge size", index("\"size\":10", "\"size\":99999999999"), "is not between 0 and"),
                Arguments.of(
                        "a size beyond all",
                        index("\"size\":10", "\"size\":" + "9".repeat(30)),
                        "is no number between 0 and"),
                Arguments.of(
                        "a size beyond that",
                        index("\"size\":10", "\"size\":" + "9".repeat(3000)),
                        "Number value length"),
                Arguments.of("no size", index("\"size\":10,", ""), "lacks the field 'size'"),
                Arguments.of("half a digest", index(DIGEST, "abab"), "'abab' is no SHA-256 digest"),
                Arguments.of(
                        "a digest in capitals", index(DIGEST, DIGEST.toUpperCase(Locale.ROOT)), "is no SHA-256 digest"),
                Arguments.of(
                        "a profile that climbs", index("\"bio\":", "\"../bio\":"), "'../bio' is no name for a profile"),
                Arguments.of("a profile of no packages", index("json >= 1.0", ">= 1.0"), "names no package"),
                Arguments.of("depth", index("\"Test\"", "[".repeat(5_000)), "should be a string"),
                Arguments.of("a long title", index("Test", "x".repeat(201)), "is longer than 200 characters"),
                Arguments.of("a second document", INDEX + INDEX, "goes on behind its end"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongIndexes")
    void aWrongIndexIsRefused(String what, String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CatalogCorruptException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(", line ")
                .hasMessageNotContainingAny("\n", "\u001b");
    }

    static Stream<Arguments> wrongReleases() {
        return Stream.of(
                Arguments.of("another package", releases("\"json\"", "\"show\""), "is about show, not json"),
                Arguments.of("a version twice", releases("1.0-1", "2.0-1"), "has json 2.0-1 twice"),
                Arguments.of("a version that is a path", releases("1.0-1", "../1-1"), "'../1-1' is no version"),
                Arguments.of(
                        "no releases",
                        "{\"format\":1,\"name\":\"json\",\"releases\":[]}",
                        "lacks the field 'releases'"),
                Arguments.of("too many releases", tooMany(), "has more than 10000 elements"),
                Arguments.of(
                        "no artifacts",
                        releases("\"artifacts\":[{", "\"labels\":[],\"artifacts\":[],\"x\":[{"),
                        "has a field 'x'"),
                Arguments.of(
                        "an empty list of artifacts",
                        "{\"format\":1,\"name\":\"json\",\"releases\":[{\"version\":\"1-1\",\"summary\":\"s\",\"licence\":\"MIT\",\"artifacts\":[]}]}",
                        "lacks the field 'artifacts'"),
                Arguments.of(
                        "an artifact that climbs",
                        releases("artifacts/json.zip", "../../json.zip"),
                        "is no path within a catalog"),
                Arguments.of(
                        "an artifact elsewhere",
                        releases("artifacts/json.zip", "https://host/json.zip"),
                        "is no path within a catalog"),
                Arguments.of(
                        "a format that is a path", releases("\"bioxen\"", "\"../bioxen\""), "'../bioxen' is no format"),
                Arguments.of(
                        "a platform that is none",
                        releases("\"all\"", "\"everything\""),
                        "'everything' is no platform"),
                Arguments.of(
                        "an artifact without a digest",
                        releases(",\"sha256\":\"" + DIGEST + "\"", ""),
                        "lacks the field 'sha256'"),
                Arguments.of("an artifact without a size", releases("\"size\":5,", ""), "lacks the field 'size'"),
                Arguments.of(
                        "a dependency that is none",
                        releases("\"yanked\":\"broken\"", "\"dependencies\":[\"a => 1\"]"),
                        "at /releases/0/dependencies/0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongReleases")
    void wrongReleasesAreRefused(String what, String json, String message) {
        assertThatThrownBy(() -> releases(json))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"format\":1}",
                "{\"format\":2,\"index\":REF}",
                "{\"index\":REF}",
                "{\"index\":REF,\"format\":1}",
                "{\"format\":1,\"index\":REF,\"more\":1}",
                "{\"format\":1, \"index\":REF}",
                "{\"format\":1,\"index\":{\"path\":\"index.json\",\"size\":1,\"sha256\":\"DIGEST\"}}",
                "{\"format\":1,\"index\":{\"path\":\"../index-DIGEST.json\",\"size\":1,\"sha256\":\"DIGEST\"}}"
            })
    void aPointerHasOneSpelling(String json) {
        String reference = "{\"path\":\"index-DIGEST.json\",\"size\":1,\"sha256\":\"DIGEST\"}";
        String right =
                "{\"format\":1,\"index\":REF}\n".replace("REF", reference).replace("DIGEST", DIGEST);
        String wrong = (json + "\n").replace("REF", reference).replace("DIGEST", DIGEST);

        assertThat(pointer(right)).isEqualTo(DIGEST);
        assertThatThrownBy(() -> IndexPointer.read(wrong.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("catalog.json, line ");
        assertThatThrownBy(() -> IndexPointer.read(right.strip().getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonException.class);
    }

    private static String pointer(String json) {
        try {
            return IndexPointer.read(json.getBytes(StandardCharsets.UTF_8))
                    .index()
                    .sha256();
        } catch (JsonException e) {
            return e.getMessage();
        }
    }

    private static CatalogIndex read(String json) throws CatalogException {
        IndexReader reader = new IndexReader(MemoryFiles.withIndex(json));
        return reader.index(reader.pointer(), 0);
    }

    private static List<Release> releases(String json) throws JsonException {
        return IndexJson.releases("json.json", json.getBytes(StandardCharsets.UTF_8), new PackageName("json"));
    }

    private static String index(String from, String to) {
        assertThat(INDEX).contains(from);
        return INDEX.replace(from, to);
    }

    private static String releases(String from, String to) {
        assertThat(RELEASES).contains(from);
        return RELEASES.replace(from, to);
    }

    private static String entry() {
        int start = INDEX.indexOf("{\"summary\"");
        return INDEX.substring(start, INDEX.indexOf("}}", start) + 2);
    }

    private static String tooMany() {
        StringBuilder json = new StringBuilder("{\"format\":1,\"name\":\"json\",\"releases\":[");
        for (int i = 0; i <= 10_000; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"version\":\"")
                    .append(i)
                    .append("-1\",\"summary\":\"s\",\"licence\":\"MIT\",\"artifacts\":[")
                    .append("{\"format\":\"f\",\"platform\":\"all\",\"path\":\"a\",\"size\":1,\"sha256\":\"")
                    .append(DIGEST)
                    .append("\"}]}");
        }
        return json.append("]}").toString();
    }
}
