// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import java.time.Duration;
import org.assertj.core.api.Assumptions;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Outcome;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit that the descriptor says is enforced ends the evaluation; those it does not claim are not asked for. */
interface LimitContract extends BackendContract {
    private void assumeEnforced(Enforcement promise) {
        Assumptions.assumeThat(bench().backend().descriptor().enforcements())
                .as("enforcements claimed")
                .contains(promise);
    }

    private static Limits.Builder limits() {
        return Limits.none().toBuilder();
    }

    private void assertExceeded(Limits limits, String source) throws InterruptedException {
        LuaEngine engine = bench().start(bench().spec().limits(limits).build());
        bench().run(engine, Trial.of("kept = 'kept'").limits(limits)).values();

        Finished finished = bench().run(engine, Trial.of(source).limits(limits));

        finished.assertOutcome(Outcome.LIMIT_EXCEEDED);
        Aftermath.assertHonest(bench(), engine, finished);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "while true do pcall(function() while true do end end) end",
                "coroutine.wrap(function() while true do end end)()"
            })
    default void instructionsAreLimited(String source) throws InterruptedException {
        assumeEnforced(Enforcement.INSTRUCTIONS);

        assertExceeded(limits().instructions(1_000_000).build(), source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "while true do pcall(function() while true do end end) end",
                "coroutine.wrap(function() while true do end end)()"
            })
    default void cpuTimeIsLimited(String source) throws InterruptedException {
        assumeEnforced(Enforcement.CPU_TIME);

        assertExceeded(limits().cpuTime(Duration.ofMillis(300)).build(), source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local t = {} while true do t[#t + 1] = {1, 2, 3} end",
                "local s = 'x' while true do s = s .. s end",
                "local t = {} while true do pcall(function() t[#t + 1] = ('x'):rep(100000) .. #t end) end"
            })
    default void memoryIsLimited(String source) throws InterruptedException {
        assumeEnforced(Enforcement.MEMORY);

        assertExceeded(limits().memoryBytes(32L << 20).build(), source);
    }

    @Test
    default void callDepthIsLimited() throws InterruptedException {
        assumeEnforced(Enforcement.CALL_DEPTH);
        Limits limits = limits().callDepth(100).build();
        LuaEngine engine = bench().start(bench().spec().limits(limits).build());
        String nested = "local function down(n) if n == 0 then return 0 end return 1 + down(n - 1) end return down(%d)";

        bench().run(engine, Trial.of(nested.formatted(50)).limits(limits)).values();

        org.assertj.core.api.Assertions.assertThat(
                        bench().run(engine, Trial.of(nested.formatted(1000)).limits(limits))
                                .result()
                                .outcome())
                .isIn(Outcome.SCRIPT_ERROR, Outcome.LIMIT_EXCEEDED);
    }
}
