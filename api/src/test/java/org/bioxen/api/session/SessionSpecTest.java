// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bioxen.api.vm.VmSpec;
import org.junit.jupiter.api.Test;

class SessionSpecTest {
    private final VmSpec vm = VmSpec.named("s1").build();

    @Test
    void nothingIsUnboundedUnlessToldSo() {
        SessionSpec spec = SessionSpec.of(vm);

        assertThat(spec.vm()).isSameAs(vm);
        assertThat(spec.logBytes()).isEqualTo(SessionSpec.DEFAULT_LOG_BYTES);
        assertThat(spec.historyEntries()).isEqualTo(SessionSpec.DEFAULT_HISTORY_ENTRIES);
    }

    @Test
    void boundsCanBeChosen() {
        SessionSpec spec =
                SessionSpec.builder(vm).logBytes(1024).historyEntries(0).build();

        assertThat(spec.logBytes()).isEqualTo(1024);
        assertThat(spec.historyEntries()).isZero();
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionSpec.builder(vm).logBytes(1023))
                .withMessageContaining("1023");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionSpec.builder(vm).historyEntries(-1))
                .withMessageContaining("-1");
    }
}
