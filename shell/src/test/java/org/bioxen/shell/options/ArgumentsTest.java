// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final Set<Option> ALLOWED = EnumSet.of(Option.BACKEND, Option.READ, Option.JSON, Option.HELP);

    private static Arguments mixed(String... args) {
        return Arguments.mixed(ALLOWED, List.of(args));
    }

    private static Arguments optionsFirst(String... args) {
        return Arguments.optionsFirst(ALLOWED, List.of(args));
    }

    @Test
    void optionsStandBeforeAndAfterTheOperands() {
        Arguments read = mixed("--backend", "luaj", "return 1", "--json");

        assertThat(read.value(Option.BACKEND)).contains("luaj");
        assertThat(read.has(Option.JSON)).isTrue();
        assertThat(read.operands()).containsExactly("return 1");
    }

    @Test
    void anOptionAndItsValueMayBeOneWord() {
        assertThat(mixed("--backend=a=b").value(Option.BACKEND)).contains("a=b");
    }

    @Test
    void aValueMayStartWithADash() {
        assertThat(mixed("--backend", "--json").value(Option.BACKEND)).contains("--json");
    }

    @Test
    void whatFollowsTwoDashesIsNoOption() {
        Arguments read = mixed("--", "-- a comment", "--json");

        assertThat(read.operands()).containsExactly("-- a comment", "--json");
        assertThat(read.has(Option.JSON)).isFalse();
    }

    @Test
    void aDashAloneIsAnOperand() {
        assertThat(mixed("-").operands()).containsExactly("-");
    }

    @Test
    void anEmptyWordIsAnOperand() {
        assertThat(mixed("").operands()).containsExactly("");
    }

    @Test
    void afterTheFirstOperandEverythingBelongsToTheScript() {
        Arguments read = optionsFirst("--json", "file.lua", "--json", "--", "-x");

        assertThat(read.operands()).containsExactly("file.lua", "--json", "--", "-x");
    }

    @Test
    void aRepeatableOptionKeepsItsOrder() {
        assertThat(mixed("--read", "b", "--read=a").values(Option.READ)).containsExactly("b", "a");
    }

    @Test
    void anOptionGivenTwiceWhereOneIsMeantIsRefused() {
        Arguments read = mixed("--backend", "a", "--backend", "b");

        assertThatThrownBy(() -> read.value(Option.BACKEND))
                .isInstanceOf(UsageException.class)
                .hasMessage("--backend was given 2 times; give it once");
    }

    @Test
    void anUnknownOptionIsRefusedByName() {
        assertThatThrownBy(() -> mixed("--bakcend", "luaj"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--bakcend");
    }

    @Test
    void anOptionOfAnotherCommandIsRefused() {
        assertThatThrownBy(() -> mixed("--label", "a=b")).isInstanceOf(UsageException.class);
    }

    @Test
    void aMissingValueIsRefused() {
        assertThatThrownBy(() -> mixed("code", "--backend"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--backend needs a value: --backend NAME");
    }

    @Test
    void aValueWhereNoneBelongsIsRefused() {
        assertThatThrownBy(() -> mixed("--json=yes"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--json takes no value, but was given 'yes'");
    }

    @Test
    void theShortFormOfHelpIsKnown() {
        assertThat(mixed("-h").has(Option.HELP)).isTrue();
    }
}
