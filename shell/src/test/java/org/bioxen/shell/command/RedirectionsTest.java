// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"vm:list > f", "vm:list >> f", "vm:list 1> f", "vm:list &> f", "vm:exec lab 'x > 1' > f"})
    void outputGoesIntoAFile(String statement) {
        assertThat(Redirections.intoFile(statement)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm:list", "vm:list 2> f", "vm:run lab < f", "vm:exec lab 'return 2 > 1'", "", "a > "})
    void outputGoesNowhereElse(String statement) {
        assertThat(Redirections.intoFile(statement)).isFalse();
    }
}
