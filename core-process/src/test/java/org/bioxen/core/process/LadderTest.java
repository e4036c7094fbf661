// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.bioxen.api.vm.SandboxLevel;
import org.junit.jupiter.api.Test;

/** What a machine with bubblewrap is found to keep. */
class LadderTest {
    @Test
    void everyRungIsProvenOnAMachineThatHasIt() {
        try (Lab lab = new Lab()) {
            assertThat(lab.backend.descriptor().remarks()).containsExactly("resource limits: yes", "box: yes");
            assertThat(lab.backend.descriptor().levels()).contains(SandboxLevel.UNTRUSTED);
        }
    }
}
