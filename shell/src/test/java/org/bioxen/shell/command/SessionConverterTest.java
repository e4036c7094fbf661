// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.felix.service.command.Converter;
import org.bioxen.api.session.AttachmentInfo;
import org.bioxen.api.session.AttachmentRole;
import org.bioxen.api.session.HistoryEntry;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionPhase;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.shell.output.Listing;
import org.junit.jupiter.api.Test;

class SessionConverterTest {
    private final SessionConverter converter = new SessionConverter();

    private static SessionInfo info() {
        VmInfo vm = VmInfo.builder("lab", VmSpec.builder().id("lab").build())
                .backend("luaj")
                .luaVersion("5.2")
                .build();
        return SessionInfo.builder(vm)
                .phase(SessionPhase.WAITING_FOR_INPUT)
                .log(100, 350)
                .inputs(7)
                .pendingInputs(2)
                .attachments(List.of(
                        new AttachmentInfo(3, AttachmentRole.CONTROLLER, "prompt", Instant.EPOCH, 350, 0),
                        new AttachmentInfo(4, AttachmentRole.OBSERVER, "", Instant.EPOCH, 350, 0)))
                .build();
    }

    private String inspect(Object target) {
        return String.valueOf(converter.format(target, Converter.INSPECT, null));
    }

    @Test
    void sessionsAreATable() {
        assertThat(inspect(new Listing<>(SessionInfo.class, List.of(info()))).lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("ID ");
        assertThat(inspect(new Listing<>(SessionInfo.class, List.of(info()))))
                .contains("\nlab  WAITING_FOR_INPUT", "luaj", "5.2");
    }

    @Test
    void noSessionIsSaidSo() {
        assertThat(inspect(new Listing<>(SessionInfo.class, List.of())))
                .isEqualTo("no session lives; session:create makes one");
    }

    @Test
    void oneSessionIsShownWhole() {
        assertThat(inspect(info()))
                .contains(
                        "id            lab\n",
                        "phase         WAITING_FOR_INPUT\n",
                        "inputs        7 sent, 2 waiting\n",
                        "log           bytes 100 to 350, 100 dropped\n",
                        "attached      #3 controller (prompt), #4 observer");
    }

    @Test
    void theHistoryIsATableInWhichLinesStayTogether() {
        HistoryEntry entry = new HistoryEntry(12, Instant.EPOCH, "for i = 1, 2 do\nend");

        assertThat(inspect(new Listing<>(HistoryEntry.class, List.of(entry))))
                .startsWith("INPUT  TIME")
                .contains("\n12 ", "for i = 1, 2 do\n                 end");
        assertThat(inspect(new Listing<>(HistoryEntry.class, List.of()))).isEqualTo("no such input");
    }

    @Test
    void aSessionStandsWhereAnIdIsExpected() {
        assertThat(converter.convert(String.class, info())).isEqualTo("lab");
        assertThat(converter.format(info(), Converter.PART, null)).isEqualTo("lab");
    }

    @Test
    void whatIsNotItsOwnIsLeftToOthers() {
        assertThat(converter.format(new Listing<>(VmInfo.class, List.of()), Converter.INSPECT, null))
                .isNull();
        assertThat(converter.convert(String.class, 1)).isNull();
    }
}
