// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.felix.service.command.Converter;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.bioxen.shell.output.Listing;
import org.junit.jupiter.api.Test;

class VmConverterTest {
    private static final VmInfo VM = VmInfo.builder(
                    "report",
                    VmSpec.named("report")
                            .level(SandboxLevel.TRUSTED)
                            .label("team", "a")
                            .build())
            .state(VmState.SUSPENDED)
            .backend("luaj")
            .luaVersion("5.2")
            .remark("its backend is gone")
            .created(Instant.EPOCH)
            .executions(3)
            .build();
    private static final BackendInfo LUAJ = BackendInfo.builder("luaj")
            .engine("LuaJ 3.0.1")
            .luaVersions(List.of("5.2"))
            .levels(Set.of(SandboxLevel.CONSTRAINED, SandboxLevel.TRUSTED))
            .enforcements(Set.of(Enforcement.WALL_TIME, Enforcement.OUTPUT))
            .ranking(10)
            .build();
    private static final BackendInfo PROCESS = BackendInfo.builder("process")
            .unavailable("no interpreter is installed")
            .build();

    private final VmConverter converter = new VmConverter();

    private String inspect(Object target) {
        return String.valueOf(converter.format(target, Converter.INSPECT, converter));
    }

    @Test
    void vmsAreATable() {
        assertThat(inspect(new Listing<>(VmInfo.class, List.of(VM))))
                .isEqualTo("ID      STATE      BACKEND  LUA  LEVEL    PENDING  EXECUTIONS  LABELS\n"
                        + "report  SUSPENDED  luaj     5.2  trusted  0        3           team=a");
    }

    @Test
    void labelsHaveAColumnWhereThereAreSome() {
        VmInfo plain = VmInfo.builder("plain", VmSpec.named("plain").build()).build();

        assertThat(inspect(new Listing<>(VmInfo.class, List.of(plain)))).doesNotContain("LABELS");
        assertThat(inspect(new Listing<>(VmInfo.class, List.of(plain, VM))).lines())
                .first()
                .asString()
                .endsWith("  LABELS");
    }

    @Test
    void noVmsAreASentence() {
        assertThat(inspect(new Listing<>(VmInfo.class, List.of()))).isEqualTo("no VM lives; vm:create makes one");
    }

    @Test
    void backendsAreATableAndTheReasonsOfThoseThatAreNotThere() {
        assertThat(inspect(new Listing<>(BackendInfo.class, List.of(LUAJ, PROCESS))))
                .isEqualTo("NAME     ENGINE      LUA  INTERPRETERS  LEVELS               NETWORK  RANKING\n"
                        + "luaj     LuaJ 3.0.1  5.2  -             trusted constrained  no       10\n"
                        + "process  -           -    -             -                    no       0\n"
                        + "process is unavailable: no interpreter is installed");
    }

    @Test
    void noBackendsAreASentence() {
        assertThat(inspect(new Listing<>(BackendInfo.class, List.of()))).startsWith("there is no backend");
    }

    @Test
    void aVmAloneIsLinesOfNameAndValue() {
        assertThat(inspect(VM).lines())
                .contains(
                        "id            report",
                        "state         SUSPENDED",
                        "remark        its backend is gone",
                        "limits        time 60s, output 16m, source 16m",
                        "label         team=a",
                        "created       1970-01-01T00:00:00Z",
                        "usage         time 0.000s, output 0 B");
    }

    @Test
    void aBackendAloneSaysWhatItEnforces() {
        assertThat(inspect(LUAJ).lines()).contains("enforces      output wall_time");
    }

    @Test
    void aResultSaysHowItEnded() {
        ExecutionResult result = ExecutionResult.builder(Outcome.COMPLETED)
                .values(List.of(LuaValue.of(4)))
                .build();

        assertThat(inspect(result).lines())
                .contains("outcome       COMPLETED", "value         4", "state         KEPT");
    }

    @Test
    void inALineAVmIsShort() {
        assertThat(converter.format(VM, Converter.LINE, converter)).isEqualTo("report SUSPENDED on luaj");
        assertThat(converter.format(VM, Converter.PART, converter)).isEqualTo("report");
    }

    @Test
    void aVmStandsWhereAnIdIsExpected() {
        assertThat(converter.convert(String.class, VM)).isEqualTo("report");
        assertThat(converter.convert(String.class, LUAJ)).isEqualTo("luaj");
    }

    @Test
    void aConstantIsItsName() {
        assertThat(inspect(Outcome.TIMED_OUT)).isEqualTo("TIMED_OUT");
        assertThat(inspect(Thread.State.NEW)).isEqualTo("null");
    }

    @Test
    void whatIsNotTheirsIsLeftToOthers() {
        assertThat(converter.format("text", Converter.INSPECT, converter)).isNull();
        assertThat(converter.convert(Integer.class, VM)).isNull();
        assertThat(converter.convert(String.class, 7)).isNull();
    }
}
