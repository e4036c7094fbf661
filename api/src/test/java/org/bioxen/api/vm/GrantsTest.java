// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GrantsTest {
    @Test
    void nothingIsGrantedUnlessSaid() {
        assertThat(Grants.none().isEmpty()).isTrue();
        assertThat(Grants.builder().build().isEmpty()).isTrue();
    }

    @Test
    void pathsAreAbsoluteAndNormalized() {
        Grants grants = Grants.builder()
                .read(Path.of("data/../genomes"))
                .write(Path.of("/tmp/./out"))
                .environmentVariable("HOME")
                .build();

        assertThat(grants.readPaths()).containsExactly(Path.of("genomes").toAbsolutePath());
        assertThat(grants.writePaths()).containsExactly(Path.of("/tmp/out"));
        assertThat(grants.environmentVariables()).containsExactly("HOME");
        assertThat(grants.isEmpty()).isFalse();
    }

    @Test
    void blankVariableIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Grants.builder().environmentVariable(""));
    }
}
