// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "1023,1023 B",
        "1024,1.0 KiB",
        "12595,12.3 KiB",
        "1048575,1.0 MiB",
        "1073741824,1.0 GiB",
        "9223372036854775807,8388608.0 TiB"
    })
    void aSizeHasTheUnitThatFits(long bytes, String text) {
        assertThat(Sizes.text(bytes)).isEqualTo(text);
    }
}
