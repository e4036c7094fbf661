// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionConstraintsTest {
    private static boolean allows(String constraints, String version) {
        return VersionConstraints.parse(constraints).allow(PackageVersion.parse(version));
    }

    @Test
    void constraintsAllowWhatLuaRocksAllows() throws IOException {
        List<String[]> rows = Measured.rows("constraint-matches.tsv");
        List<String> wrong = new ArrayList<>();

        for (String[] row : rows) {
            boolean allowed = allows(row[0], row[1]);
            if (allowed != Boolean.parseBoolean(row[2])) {
                wrong.add("'" + row[0] + "' on " + row[1] + " is " + allowed + ", LuaRocks says " + row[2]);
            }
        }

        assertThat(rows).hasSizeGreaterThan(3000);
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2.0, true", "2.0.5-1, true", "2.0beta1, true", "2, true", "2.1, false", "scm-1, false"})
    void withinComparesOnlyWhatIsGiven(String version, boolean allowed) {
        assertThat(allows("~> 2.0", version)).isEqualTo(allowed);
    }

    @Test
    void sameAsksForTheSameNumberOfParts() {
        assertThat(allows("== 1.0", "1.0-3")).isTrue();
        assertThat(allows("== 1.0", "1.0.0-3")).isFalse();
        assertThat(allows("~= 1.0", "1.0.0-3")).isTrue();
        assertThat(allows("== 1.0-1", "1.0-2")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void noConstraintsAllowEverything(String none) {
        assertThat(VersionConstraints.parse(none).all()).isEmpty();
        assertThat(allows(none, "scm-1")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0 | == 1.0",
                "=1.0 | == 1.0",
                "!= 1.0-2 | ~= 1.0-2",
                ">=1.0,<2.0 | >= 1.0, < 2.0",
                ">= 1.0 < 2.0 | >= 1.0, < 2.0",
                "1.0, | == 1.0",
                "@~> 1.0 | @~> 1.0",
                "@1.0 2.0 | @== 1.0, == 2.0"
            })
    void constraintsAreWrittenInOneForm(String text, String form) {
        assertThat(VersionConstraints.parse(text)).hasToString(form);
        assertThat(VersionConstraints.parse(form)).isEqualTo(VersionConstraints.parse(text));
    }

    @Test
    void atSignForbidsTheUpgrade() {
        assertThat(VersionConstraints.parse("@>= 1.0, < 2").all())
                .extracting(VersionConstraint::noUpgrade)
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^ 1.0",
                ">=",
                "=> 1.0",
                ">= 1.0 |",
                "=== 1.0",
                "~ 1.0",
                ">= 1.0 <",
                ",1.0",
                ",",
                "> = 1.0",
                "@",
                "@ >= 1.0",
                ">= 1.0/2",
                ">= 1.0+1",
                "<> 1",
                "1.0 >",
                "1.0;2",
                ">= ../x"
            })
    void textThatIsNoConstraintIsRefused(String text) {
        assertThatThrownBy(() -> VersionConstraints.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is no list of version constraints");
    }
}
