// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.Assumptions;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.Introspection;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;

/** An engine that can be looked into is looked into without running its code. */
interface IntrospectionContract extends BackendContract {
    private Introspection of(LuaEngine engine) {
        Assumptions.assumeThat(engine.introspection()).as("introspection").isPresent();
        return engine.introspection().orElseThrow();
    }

    @Test
    default void namesAreCompletedSorted() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "genome = {gc = 1, gap = 2, length = 3} genes = 4").values();

        assertThat(of(engine).complete("gen", 100)).containsExactly("genes", "genome");
        assertThat(of(engine).complete("genome.g", 100)).containsExactly("genome.gap", "genome.gc");
        assertThat(of(engine).complete("string.for", 100)).containsExactly("string.format");
        assertThat(of(engine).complete("io.stdout:wri", 100)).containsExactly("io.stdout:write");
        assertThat(of(engine).complete("nothing.here", 100)).isEmpty();
    }

    @Test
    default void noMoreAreGivenThanAskedFor() throws InterruptedException {
        LuaEngine engine = bench().start();

        assertThat(of(engine).complete("string.", 3)).hasSize(3).isSorted();
        assertThat(of(engine).complete("", 5)).hasSize(5).isSorted();
    }

    @Test
    default void noCodeOfTheScriptIsRun() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, """
                hits = 0
                trap = setmetatable({}, {__index = function() hits = hits + 1 return {deep = 1} end,
                                         __pairs = function() hits = hits + 1 return next, {}, nil end})
                setmetatable(_G, {__index = function(_, k) hits = hits + 1 return nil end})""").values();

        of(engine).complete("trap.", 10);
        of(engine).complete("trap.x.d", 10);
        of(engine).complete("unknown.x", 10);

        assertThat(bench().run(engine, "return rawget(_G, 'hits')").value()).isEqualTo(LuaValue.of(0));
    }

    @Test
    default void nothingIsToldWhileAnEvaluationRuns() throws InterruptedException {
        LuaEngine engine = bench().start();
        Introspection introspection = of(engine);
        Running running = bench().launch(engine, Trial.of("print('on') while true do end"))
                .awaitStdout("on");

        List<String> names = introspection.complete("str", 10);

        assertThat(names).isEmpty();
        running.interrupt(InterruptReason.REQUESTED).await();
    }

    @Test
    default void nothingIsToldAfterClose() {
        LuaEngine engine = bench().start();
        Introspection introspection = of(engine);

        engine.close();

        assertThat(introspection.complete("str", 10)).isEmpty();
    }
}
