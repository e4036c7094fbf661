// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageVersionTest {
    private static PackageVersion version(String text) {
        return PackageVersion.parse(text);
    }

    @Test
    void everyPairIsRelatedAsLuaRocksRelatesIt() throws IOException {
        List<String[]> rows = Measured.rows("version-order.tsv");
        List<String> wrong = new ArrayList<>();

        for (String[] row : rows) {
            String relation = relation(version(row[0]), version(row[1]));
            if (!relation.equals(row[2])) {
                wrong.add(row[0] + " " + relation + " " + row[1] + ", LuaRocks says " + row[2]);
            }
        }

        assertThat(rows).hasSizeGreaterThan(3000);
        assertThat(wrong).isEmpty();
    }

    private static String relation(PackageVersion a, PackageVersion b) {
        return a.isBefore(b) ? "<" : b.isBefore(a) ? ">" : a.isSame(b) ? "=" : "!";
    }

    @Test
    void totalOrderFollowsLuaRocksWhereLuaRocksHasAnOrder() throws IOException {
        for (String[] row : Measured.rows("version-order.tsv")) {
            int order = version(row[0]).compareTo(version(row[1]));
            if (row[2].equals("<")) {
                assertThat(order).as("%s before %s", row[0], row[1]).isNegative();
            } else if (row[2].equals(">")) {
                assertThat(order).as("%s after %s", row[0], row[1]).isPositive();
            }
        }
    }

    @Test
    void totalOrderIsTheSameWhateverTheOrderBefore() throws IOException {
        List<PackageVersion> sorted = Measured.rows("version-order.tsv").stream()
                .flatMap(row -> Stream.of(row[0], row[1]))
                .distinct()
                .map(PackageVersion::parse)
                .sorted()
                .toList();

        for (int seed = 0; seed < 20; seed++) {
            List<PackageVersion> again = new ArrayList<>(sorted);
            Collections.shuffle(again, new Random(seed));
            Collections.sort(again);
            assertThat(again).isEqualTo(sorted);
        }
    }

    @Test
    void preReleasesComeBeforeTheReleaseAndSourcesOfTheDayAfterAll() {
        assertThat(Stream.of(
                                "scm-1",
                                "1.0-2",
                                "1.0rc1-1",
                                "1.0alpha-1",
                                "dev-1",
                                "1.0-1",
                                "1.0pre-1",
                                "1.1-1",
                                "1.0beta-1",
                                "cvs-1")
                        .map(PackageVersion::parse)
                        .sorted()
                        .map(PackageVersion::toString))
                .containsExactly(
                        "1.0alpha-1",
                        "1.0beta-1",
                        "1.0pre-1",
                        "1.0rc1-1",
                        "1.0-1",
                        "1.0-2",
                        "1.1-1",
                        "cvs-1",
                        "scm-1",
                        "dev-1");
    }

    @ParameterizedTest
    @CsvSource({"1.2-3, 3", "scm-1, 1", "1.0-rc1-12, 12", "1-0, 0"})
    void revisionIsTheNumberAfterTheLastDash(String text, long revision) {
        assertThat(version(text).revision()).hasValue(revision);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.0-rc1", "scm", "1.0-", "1-0-a"})
    void versionWithoutOneHasNoRevision(String text) {
        assertThat(version(text).revision()).isEmpty();
    }

    @Test
    void versionIsWrittenAsItWasRead() {
        assertThat(version("1.0_2.RC-1")).hasToString("1.0_2.RC-1").isEqualTo(version("1.0_2.RC-1"));
        assertThat(version("1.0")).isNotEqualTo(version("1.0-1")).isNotEqualTo(version("1.00"));
        assertThat(version("1.0").compareTo(version("1.00"))).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1.0 ", "1.0+x", "é", "-1", ".1", "_", "..", "../x", "1/2", "1\n2", "1.0,2"})
    void textThatIsNoVersionIsRefused(String text) {
        assertThatThrownBy(() -> version(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no version");
    }

    @Test
    void textThatIsTooLongIsRefused() {
        assertThat(version("1".repeat(PackageVersion.MAX_LENGTH)).revision()).isEmpty();
        assertThatThrownBy(() -> version("1".repeat(PackageVersion.MAX_LENGTH + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
