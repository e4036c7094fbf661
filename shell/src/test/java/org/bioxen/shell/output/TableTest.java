// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table("ID", "STATE", "LOCATION")
            .row("lab", "enabled", "https://packages.example.org/a/rather/long/way/to/go")
            .row("a-long-name-of-a-catalog", "failing", "/srv/catalog");

    private static String at(int columns, Table table) {
        return new Display(columns, false).during(table::toString);
    }

    @Test
    void isWholeWhereNobodySaysHowWideItMayBe() {
        assertThat(table.toString())
                .isEqualTo("ID                        STATE    LOCATION\n"
                        + "lab                       enabled  https://packages.example.org/a/rather/long/way/to/go\n"
                        + "a-long-name-of-a-catalog  failing  /srv/catalog");
    }

    @Test
    void takesNoMoreThanTheTerminalHas() {
        assertThat(at(60, table))
                .isEqualTo("ID                        STATE    LOCATION\n"
                        + "lab                       enabled  https://packages.example…\n"
                        + "a-long-name-of-a-catalog  failing  /srv/catalog");
    }

    @Test
    void neverShortensTheNamesOfThings() {
        for (int columns = 1; columns < 100; columns++) {
            assertThat(at(columns, table)).contains("a-long-name-of-a-catalog").contains("failing");
        }
    }

    @Test
    void hasAsManyColumnsAsThereAreAtEveryWidthThatItFits() {
        for (int columns = 48; columns < 100; columns++) {
            int most = columns;
            assertThat(at(columns, table).lines()).hasSize(3).allMatch(line -> Letters.width(line) <= most);
        }
    }

    @Test
    void isLinesOfNamesAndValuesWhereItFitsInNoWay() {
        assertThat(at(40, table))
                .isEqualTo("ID        lab\n"
                        + "STATE     enabled\n"
                        + "LOCATION  https://packages.example.org/a/rather/long/way/to/go\n"
                        + "\n"
                        + "ID        a-long-name-of-a-catalog\n"
                        + "STATE     failing\n"
                        + "LOCATION  /srv/catalog");
    }

    @Test
    void columnsStandBeneathEachOtherWhateverTheScript() {
        Table wide = new Table("NAME", "NOTE")
                .row("日本語", "x")
                .row("e\u0301te\u0301", "y")
                .row("name", "z");

        assertThat(wide.toString()).isEqualTo("NAME    NOTE\n日本語  x\ne\u0301te\u0301     y\nname    z");
    }

    @Test
    void whatACellHoldsIsOneLineOfLetters() {
        assertThat(new Table("A", "B").row("a\nb\tc", "\u001b[31mred").toString())
                .isEqualTo("A      B\na b c  \ufffd[31mred");
    }

    @Test
    void coloursAreBesideTheWidths() {
        String coloured = new Display(80, true).during(table::toString);

        assertThat(coloured).contains("\u001b[1mSTATE\u001b[0m", "\u001b[33mfailing\u001b[0m  /srv");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(at(80, table));
    }
}
