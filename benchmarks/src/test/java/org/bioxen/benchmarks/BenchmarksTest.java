// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs every benchmark once, on the smallest amount of work. */
final class BenchmarksTest {
    private static Platform shared;

    @BeforeAll
    static void openOnePlatformForAll() {
        shared = Platform.open();
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    @Test
    void everyComparisonOfTheEmbeddedBackendRuns() throws Exception {
        for (Comparison each : Comparisons.all()) {
            if (!each.group().equals("process")) {
                assertThat(Harness.trial().measure(each).clockRatio())
                        .as(each.title())
                        .isPositive();
            }
        }
    }

    @Test
    void everyComparisonOfTheProcessBackendRuns() throws Exception {
        if (Boolean.getBoolean("bioxen.require.lua")) {
            assertThat(ProcessState.interpreter()).isPresent();
        }
        Assumptions.assumeTrue(ProcessState.interpreter().isPresent(), "no Lua interpreter is installed");
        for (Comparison each : Comparisons.all()) {
            if (each.group().equals("process")) {
                assertThat(Harness.trial().measure(each).clockRatio())
                        .as(each.title())
                        .isPositive();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEngineComputesWhatPlainLuaJComputes(Workload workload) {
        Script script =
                Script.of(workload.source()).withArguments(List.of(LuaValue.of((long) workload.argument(false))));
        EngineState engine = new EngineState();
        engine.open();
        try {
            var plain = new PlainState()
                    .load(workload.source())
                    .invoke(org.luaj.vm2.LuaValue.valueOf(workload.argument(false)));

            List<LuaValue> values = engine.evaluate(script).values();

            assertThat(values.size()).isEqualTo(plain.narg());
            for (int i = 0; i < values.size(); i++) {
                assertThat(values.get(i).asText()).isEqualTo(plain.arg(i + 1).tojstring());
            }
        } finally {
            engine.close();
        }
    }

    @Test
    void idleVmsHoldHeapButNoThreads() {
        IdleVms.Held held = IdleVms.vms(20);

        assertThat(held.threads()).isLessThan(20);
    }

    @Test
    void sessionsAreMeasured() throws Exception {
        Sessions.measure(1, 10, 10, 1);

        assertThat(Sessions.idle(shared.sessions(), 20).threads()).isLessThan(20);
    }

    @Test
    void packagesAreInstalledUpdatedAndRemoved() throws Exception {
        Packages.measure(1, 4, 2, Path.of("no runtime"));
    }

    @Test
    void callersAreAnsweredWhileTheirBackendIsUpdated() {
        Updates.Pair pair = Updates.measure(2, 0);

        assertThat(pair.during().calls()).isPositive();
        assertThat(pair.without().calls()).isPositive();
        assertThat(pair.without().lost()).isZero();
    }

    @Test
    void idleVmsInProcessesHoldMemoryAndAtMostOneThreadEach() throws Exception {
        Assumptions.assumeTrue(ProcessState.interpreter().isPresent(), "no Lua interpreter is installed");

        IdleProcesses.Held held = IdleProcesses.vms(10, SandboxLevel.TRUSTED);

        assertThat(held.pssBytes()).isBetween(10_000.0, 10_000_000.0);
        // One each; two may have been started ahead before the count began, and two more since.
        assertThat(held.processes()).isBetween(8, 12);
        assertThat(held.threads()).isLessThanOrEqualTo(10);
    }

    @Test
    void theTableSaysWhereAnAimIsMissed() {
        Comparison missed = new Comparison("call", "slow", "A.ours", "A.theirs", "", false, 0, 1.0);

        String table = Report.of(Map.of(missed, List.of(round(3), round(2), round(4))));

        assertThat(table).contains("slow", "3.00", "2.00-4.00", "> 1.00");
    }

    private static Measured round(double ours) {
        return new Measured(new Measured.Time(ours, 1), new Measured.Time(1, 1));
    }
}
