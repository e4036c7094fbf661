// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LettersTest {
    @Test
    void wideLettersTakeTwoColumnsAndMarksNone() {
        assertThat(Letters.width("abc")).isEqualTo(3);
        assertThat(Letters.width("日本")).isEqualTo(4);
        assertThat(Letters.width("한글")).isEqualTo(4);
        assertThat(Letters.width("ｆｕｌｌ")).isEqualTo(8);
        assertThat(Letters.width("🧬")).isEqualTo(2);
        assertThat(Letters.width("e\u0301")).isEqualTo(1);
        assertThat(Letters.width("äöü…–")).isEqualTo(5);
    }

    @Test
    void whatIsTooLongEndsInAMarkAndFits() {
        assertThat(Letters.shortened("genome", 6)).isEqualTo("genome");
        assertThat(Letters.shortened("genomes", 6)).isEqualTo("genom…");
        assertThat(Letters.shortened("日本語", 5)).isEqualTo("日本…");
        assertThat(Letters.shortened("日本語", 4)).isEqualTo("日…");
        assertThat(Letters.shortened("one two", 5)).isEqualTo("one…");
        assertThat(Letters.shortened("日本語", 1)).isEqualTo("…");
    }

    @Test
    void nothingThatATerminalWouldObeyIsLeft() {
        assertThat(Letters.printable("a\u001b]0;x\u0007b\u202ec\nd\te")).isEqualTo("a\ufffd]0;x\ufffdb\ufffdc\nd\te");
        assertThat(Letters.line("a\nb")).isEqualTo("a b");
    }
}
