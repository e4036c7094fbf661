// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> WORDS = List.of("vm:create", "vm:list", "session:list", "help", "exec");

    @ParameterizedTest
    @CsvSource({
        "vm:lst,vm:list",
        "vm:lsit,vm:list",
        "vm:lists,vm:list",
        "VM:LIST,vm:list",
        "hlep,help",
        "exce,exec",
        "vn:craete,vm:create",
    })
    void theNearestWordIsFound(String typed, String meant) {
        assertThat(Spelling.nearest(typed, WORDS)).contains(meant);
        assertThat(Spelling.question(typed, WORDS)).isEqualTo("; did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({"frobnicate", "x", "vm:annihilate", "''"})
    void whatIsNearNothingIsNotGuessed(String typed) {
        assertThat(Spelling.nearest(typed, WORDS)).isEmpty();
        assertThat(Spelling.question(typed, WORDS)).isEmpty();
    }

    @Test
    void ofTwoThatAreAsNearTheFirstByTheAlphabetIsTaken() {
        assertThat(Spelling.nearest("cat", List.of("rat", "bat"))).contains("bat");
    }
}
