// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private final Display terminal = new Display(40, true);

    @Test
    void isPlainUnlessSomebodySaysOtherwiseAndAfterThat() {
        assertThat(terminal.during(Display::current)).isEqualTo(terminal);
        assertThat(Display.current()).isEqualTo(Display.PLAIN);
    }

    @Test
    void isTheOldOneAgainAfterAFailure() {
        assertThatThrownBy(() -> terminal.during(() -> {
                    throw new IOException("no");
                }))
                .isInstanceOf(IOException.class);
        assertThat(Display.current()).isEqualTo(Display.PLAIN);
    }

    @Test
    void anyNoColorMeansNoColours() {
        assertThat(Display.coloursWelcome("1", "xterm")).isFalse();
        assertThat(Display.coloursWelcome("false", "xterm")).isFalse();
        assertThat(Display.coloursWelcome("", "xterm")).isTrue();
        assertThat(Display.coloursWelcome(null, "xterm")).isTrue();
        assertThat(Display.coloursWelcome(null, "dumb")).isFalse();
    }

    @Test
    void linesAreColouredWhereSomethingIsToBeLookedAt() {
        assertThat(terminal.during(() -> new Lines()
                        .line("state", "SUSPENDED")
                        .line("problem", "it is gone")
                        .line("lua", "5.4")
                        .toString()))
                .isEqualTo("state         \u001b[33mSUSPENDED\u001b[0m\n"
                        + "problem       \u001b[33mit is gone\u001b[0m\n"
                        + "lua           5.4");
    }
}
