// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AttachOptionsTest {
    @Test
    void aControllerGoesOnWhereTheLastOneLeftOff() {
        AttachOptions options = AttachOptions.controller();

        assertThat(options.role()).isEqualTo(AttachmentRole.CONTROLLER);
        assertThat(options.start()).isEqualTo(new AttachOptions.Start.LeftOff());
        assertThat(options.takeOver()).isFalse();
        assertThat(options.label()).isEmpty();
    }

    @Test
    void theLastPlaceToStartCounts() {
        AttachOptions options = AttachOptions.builder(AttachmentRole.OBSERVER)
                .fromNow()
                .fromOldest()
                .fromSequence(17)
                .label("terminal 2")
                .build();

        assertThat(options.role()).isEqualTo(AttachmentRole.OBSERVER);
        assertThat(options.start()).isEqualTo(new AttachOptions.Start.Sequence(17));
        assertThat(options.label()).isEqualTo("terminal 2");
    }

    @Test
    void aNegativeSequenceNumberIsRefused() {
        AttachOptions.Builder builder = AttachOptions.builder(AttachmentRole.OBSERVER);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.fromSequence(-1))
                .withMessageContaining("-1");
    }
}
