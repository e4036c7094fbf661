// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VmTotalsTest {
    @Test
    void aSnapshotDoesNotChange() {
        Map<Outcome, Long> ended = new EnumMap<>(Outcome.class);
        ended.put(Outcome.COMPLETED, 2L);
        VmTotals totals = VmTotals.builder().accepted(3).ended(ended).build();

        ended.put(Outcome.COMPLETED, 3L);

        assertThat(totals.accepted()).isEqualTo(3);
        assertThat(totals.ended()).containsExactly(Map.entry(Outcome.COMPLETED, 2L));
        assertThatThrownBy(() -> totals.ended().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(totals.vms()).isEmpty();
        assertThat(totals.usage()).isSameAs(Usage.nothing());
    }

    @Test
    void everyStateHasATopicBelowTheOneForAll() {
        for (VmState state : VmState.values()) {
            assertThat(VmEvents.topic(state)).isEqualTo(VmEvents.ALL_TOPICS.replace("*", state.name()));
        }
    }
}
