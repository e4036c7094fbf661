// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.output.Listing;
import org.junit.jupiter.api.Test;

class VmJsonTest {
    private static final String NOTHING_USED =
            "{\"wallMillis\":0.0,\"cpuMillis\":null,\"instructions\":null," + "\"memoryBytes\":null,\"outputBytes\":0}";

    @Test
    void aVmHasEveryMember() {
        VmSpec spec = VmSpec.named("lab")
                .level(SandboxLevel.TRUSTED)
                .limits(Limits.none().toBuilder()
                        .wallTime(Duration.ofSeconds(5))
                        .memoryBytes(1024)
                        .build())
                .grants(Grants.builder()
                        .read(Path.of("/data"))
                        .environmentVariable("PATH")
                        .build())
                .label("team", "a")
                .build();

        assertThat(VmJson.of(VmInfo.builder("lab", spec)
                        .state(VmState.SUSPENDED)
                        .remark("its backend is gone")
                        .created(Instant.EPOCH)
                        .build()))
                .isEqualTo("{\"id\":\"lab\",\"state\":\"SUSPENDED\",\"remark\":\"its backend is gone\","
                        + "\"backend\":null,\"lua\":null,\"level\":\"TRUSTED\","
                        + "\"limits\":{\"wallMillis\":5000.0,\"cpuMillis\":null,\"instructions\":null,"
                        + "\"memoryBytes\":1024,\"outputBytes\":null,\"callDepth\":null,\"sourceBytes\":null},"
                        + "\"grants\":{\"read\":[\"/data\"],\"write\":[],\"variables\":[\"PATH\"]},"
                        + "\"networked\":false,\"persistent\":false,\"debug\":false,\"rebind\":\"SAME_VERSION\","
                        + "\"environment\":null,\"labels\":{\"team\":\"a\"},\"created\":\"1970-01-01T00:00:00Z\","
                        + "\"pending\":0,\"executions\":0,\"usage\":" + NOTHING_USED + "}");
    }

    @Test
    void aBackendSaysWhatItKeeps() {
        BackendInfo luaj = BackendInfo.builder("luaj")
                .engine("LuaJ 3.0.1")
                .luaVersions(List.of("5.2"))
                .levels(Set.of(SandboxLevel.CONSTRAINED, SandboxLevel.TRUSTED))
                .enforcements(Set.of(Enforcement.OUTPUT))
                .ranking(10)
                .build();

        assertThat(VmJson.of(new Listing<>(BackendInfo.class, List.of(luaj))))
                .isEqualTo("{\"backends\":[{\"name\":\"luaj\",\"unavailable\":null,\"engine\":\"LuaJ 3.0.1\","
                        + "\"lua\":[\"5.2\"],\"interpreters\":[],\"levels\":[\"TRUSTED\",\"CONSTRAINED\"],"
                        + "\"enforces\":[\"OUTPUT\"],\"networked\":false,\"ranking\":10,\"remarks\":[]}]}");
    }

    @Test
    void totalsAreCountersAndGauges() {
        VmTotals totals = VmTotals.builder()
                .vms(Map.of(VmState.IDLE, 2))
                .ended(Map.of(Outcome.COMPLETED, 5L))
                .accepted(5)
                .enginesOpen(2)
                .build();

        assertThat(VmJson.of(totals))
                .isEqualTo("{\"vms\":{\"IDLE\":2},\"vmsCreated\":0,\"accepted\":5,\"ended\":{\"COMPLETED\":5},"
                        + "\"pending\":0,\"usage\":" + NOTHING_USED + ",\"engines\":{\"open\":2,\"givenUp\":0},"
                        + "\"threads\":{\"running\":0,\"waiting\":0,\"stuck\":0},\"eventsDropped\":0}");
    }

    @Test
    void textIsAMessageAndWhatNobodyListsIsRefused() {
        assertThat(VmJson.of("done")).isEqualTo("{\"message\":\"done\"}");
        assertThatThrownBy(() -> VmJson.of(new Listing<>(String.class, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
