// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.junit.jupiter.api.Test;

class SessionInfoTest {
    private static final VmInfo VM = VmInfo.builder("s1", VmSpec.named("s1").build())
            .state(VmState.WAITING_FOR_INPUT)
            .build();

    private static AttachmentInfo attachment(long id, AttachmentRole role) {
        return new AttachmentInfo(id, role, "", Instant.EPOCH, 0, 0);
    }

    @Test
    void itTellsWhatTheVmAndTheConversationDo() {
        SessionInfo info = SessionInfo.builder(VM)
                .phase(SessionPhase.WAITING_FOR_INPUT)
                .log(10, 30)
                .inputs(4)
                .pendingInputs(1)
                .exitCode(3)
                .environment("genomics")
                .build();

        assertThat(info.id()).isEqualTo("s1");
        assertThat(info.state()).isEqualTo(VmState.WAITING_FOR_INPUT);
        assertThat(info.waitingForInput()).isTrue();
        assertThat(info.incomplete()).isFalse();
        assertThat(info.firstSequence()).isEqualTo(10);
        assertThat(info.droppedBytes()).isEqualTo(10);
        assertThat(info.nextSequence()).isEqualTo(30);
        assertThat(info.inputs()).isEqualTo(4);
        assertThat(info.pendingInputs()).isEqualTo(1);
        assertThat(info.exitCode()).hasValue(3);
        assertThat(info.environment()).contains("genomics");
    }

    @Test
    void theControllerIsTheOneAttachmentThatMayWrite() {
        List<AttachmentInfo> all = new ArrayList<>(
                List.of(attachment(1, AttachmentRole.OBSERVER), attachment(2, AttachmentRole.CONTROLLER)));
        SessionInfo info = SessionInfo.builder(VM).attachments(all).build();

        all.clear();

        assertThat(info.attachments()).hasSize(2);
        assertThat(info.controller()).map(AttachmentInfo::id).contains(2L);
        assertThat(SessionInfo.builder(VM).build().controller()).isEmpty();
    }

    @Test
    void onlyABusySessionIsNotSettled() {
        assertThat(SessionPhase.values())
                .filteredOn(phase -> !phase.isSettled())
                .containsExactly(SessionPhase.BUSY);
    }
}
