// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.Introspection;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    default void pathsAreFollowedThroughNestedTables() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, """
                lab = {bench = {tube = {volume = 1, void = 2, other = 3}}, rows = {{first = 1}, {second = 2}}}
                lab['a b'] = {inner = 1}""").values();

        assertThat(of(engine).complete("lab.bench.tube.vo", 9))
                .containsExactly("lab.bench.tube.void", "lab.bench.tube.volume");
        assertThat(of(engine).complete("lab.rows[2].", 9)).containsExactly("lab.rows[2].second");
        assertThat(of(engine).complete("lab['a b'].i", 9)).containsExactly("lab['a b'].inner");
        assertThat(of(engine).complete("lab[\"bench\"].tube.o", 9)).containsExactly("lab[\"bench\"].tube.other");
        assertThat(of(engine).complete("_G.lab.b", 9)).containsExactly("_G.lab.bench");
    }

    @Test
    default void stringsHaveTheirMethods() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "dna = 'ACGT'").values();

        assertThat(of(engine).complete("dna:up", 9)).containsExactly("dna:upper");
        assertThat(of(engine).complete("dna.re", 9)).containsExactly("dna.rep", "dna.reverse");
        assertThat(of(engine).complete("('x'):up", 9)).containsExactly("('x'):upper");
        assertThat(of(engine).complete("(\"x\"):fi", 9)).containsExactly("(\"x\"):find");
    }

    @Test
    default void afterAColonOnlyFunctionsAreGiven() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "cell = {divide = function() end, diameter = 3}").values();

        assertThat(of(engine).complete("cell:di", 9)).containsExactly("cell:divide");
        assertThat(of(engine).complete("cell.di", 9)).containsExactly("cell.diameter", "cell.divide");
    }

    @Test
    default void indexTablesAreFollowedHoweverManyThereAre() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, """
                local class = {root = function() end, shared = 0}
                for i = 1, 40 do class = setmetatable({['level' .. i] = i, shared = i}, {__index = class}) end
                object = setmetatable({own = 1}, {__index = class})
                setmetatable(_G, {__index = {inherited = {field = 1}}})""").values();

        assertThat(of(engine).complete("object.level", 100)).hasSize(40).contains("object.level1", "object.level40");
        assertThat(of(engine).complete("object:r", 9)).containsExactly("object:root");
        assertThat(of(engine).complete("object.sh", 9)).containsExactly("object.shared");
        assertThat(of(engine).complete("inh", 9)).containsExactly("inherited");
        assertThat(of(engine).complete("inherited.", 9)).containsExactly("inherited.field");
    }

    @Test
    default void circlesOfIndexTablesEnd() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, """
                a = {one = 1} b = setmetatable({two = 2}, {__index = a}) setmetatable(a, {__index = b})
                self = {three = 3} self.__index = self setmetatable(self, self) self.self = self""").values();

        assertThat(of(engine).complete("a.", 9)).containsExactly("a.one", "a.two");
        assertThat(of(engine).complete("a.nothing.", 9)).isEmpty();
        assertThat(of(engine).complete("self.self.self.t", 9)).containsExactly("self.self.self.three");
    }

    @Test
    default void onlyWhatCanBeTypedAsANameIsGiven() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, """
                t = {good = 1, _ = 2, x9 = 3, ['a b'] = 4, ['9x'] = 5, [''] = 6, ['g\\195\\182'] = 7, ['g\\0'] = 8,
                     ['end'] = 9, [1] = 10, [true] = 11, [2.5] = 12, ['g-h'] = 13, [('x'):rep(100000)] = 14}
                t[t] = 15""").values();

        assertThat(of(engine).complete("t.", 100)).containsExactly("t._", "t.good", "t.x9");
        assertThat(of(engine).complete("t.g", 100)).containsExactly("t.good");
    }

    @Test
    default void keywordsAreGivenWhereAStatementMayBegin() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "format, t = 1, {form = 1}").values();

        assertThat(of(engine).complete("fo", 9)).containsExactly("for", "format");
        assertThat(of(engine).complete("whi", 9)).containsExactly("while");
        assertThat(of(engine).complete("t.fo", 9)).containsExactly("t.form");
        assertThat(of(engine).complete("", 1000)).contains("format", "print").doesNotContain("for");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t..",
                ".",
                ":",
                "t:x.",
                "t[",
                "t[]",
                "t[x].",
                "f().",
                "(",
                "('x').x.",
                "1.",
                "t .",
                "t\n.",
                "\u00e9"
            })
    default void whatIsNoPathHasNoCompletion(String prefix) throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, "x = 'y' t = {x = {y = 1}, y = {z = 1}} function f() called = true return t end")
                .values();

        assertThat(of(engine).complete(prefix, 9)).isEmpty();
        assertThat(bench().run(engine, "return called").value()).isEqualTo(LuaValue.nil());
    }

    @Test
    default void veryManyKeysHoldNobodyUp() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, """
                kept = 'kept'
                big = {}
                for i = 1, 200000 do big['k' .. i] = i end
                setmetatable(big, {__index = big})""").values();

        long start = System.nanoTime();
        List<String> names = of(engine).complete("big.k", 50);
        List<String> many = of(engine).complete("big.", Integer.MAX_VALUE);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        assertThat(names).hasSize(50).isSorted().doesNotHaveDuplicates();
        assertThat(many).isSorted().doesNotHaveDuplicates();
        assertThat(taken).isLessThan(Duration.ofSeconds(20));
        assertThat(bench().run(engine, "return kept").text()).isEqualTo("kept");
    }

    @Test
    default void noMoreAreGivenThanAskedFor() throws InterruptedException {
        LuaEngine engine = bench().start();

        assertThat(of(engine).complete("string.", 3)).hasSize(3).isSorted();
        assertThat(of(engine).complete("", 5)).hasSize(5).isSorted();
        assertThat(of(engine).complete("str", 0)).isEmpty();
        assertThat(of(engine).complete("str", -1)).isEmpty();
        assertThat(of(engine).complete("string.", Integer.MAX_VALUE)).contains("string.byte", "string.upper");
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
