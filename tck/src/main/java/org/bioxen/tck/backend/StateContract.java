// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.LuaEngine;
import org.junit.jupiter.api.Test;

/** One engine is one Lua state: it lasts from evaluation to evaluation and is nobody else's. */
interface StateContract extends BackendContract {
    @Test
    default void globalsLastFromEvaluationToEvaluation() throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished first = bench().run(engine, "n = 1 function twice(x) return 2 * x end local hidden = 1");
        Finished second = bench().run(engine, "n = n + 1 return twice(n), hidden");

        assertThat(first.result().stateAfter()).isEqualTo(StateAfter.KEPT);
        assertThat(second.values()).containsExactly(LuaValue.of(4), LuaValue.nil());
    }

    @Test
    default void upvaluesAndCoroutinesLast() throws InterruptedException {
        LuaEngine engine = bench().start();
        bench().run(engine, """
                local n = 0
                function count() n = n + 1 return n end
                co = coroutine.create(function() for i = 1, 3 do coroutine.yield(i) end return 'end' end)
                coroutine.resume(co)
                count()""").values();

        assertThat(bench().run(engine, "return count(), select(2, coroutine.resume(co))")
                        .values())
                .containsExactly(LuaValue.of(2), LuaValue.of(2));
        assertThat(bench().run(engine, "return count(), select(2, coroutine.resume(co))")
                        .values())
                .containsExactly(LuaValue.of(3), LuaValue.of(3));
    }

    @Test
    default void stateLastsAfterAnError() throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished failed = bench().run(engine, "n = 1 error('boom')");
        Finished unread = bench().run(engine, "n = n + ");

        failed.scriptError();
        unread.scriptError();
        assertThat(failed.result().stateAfter()).isEqualTo(StateAfter.KEPT);
        assertThat(unread.result().stateAfter()).isEqualTo(StateAfter.KEPT);
        assertThat(bench().run(engine, "return n").value()).isEqualTo(LuaValue.of(1));
    }

    @Test
    default void engineStartsFresh() throws InterruptedException {
        LuaEngine one = bench().start();
        bench().run(one, "leak = 1 _G.print = nil").values();

        LuaEngine other = bench().start();

        assertThat(bench().run(other, "return leak, type(print)").values())
                .containsExactly(LuaValue.nil(), LuaValue.of("function"));
    }

    @Test
    default void enginesShareNoLibraryAndNoMetatable() throws InterruptedException {
        LuaEngine one = bench().start();
        LuaEngine other = bench().start();

        bench().run(one, """
                string.shout = function(s) return s:upper() end
                math.leak = 1
                table.insert = nil
                package.loaded.leak = true
                local meta = getmetatable('')
                if type(meta) == 'table' then meta.leak = 1 end""").values();

        assertThat(bench().run(one, "return ('x'):shout()").text()).isEqualTo("X");
        assertThat(bench().run(other, """
                        local meta = getmetatable('')
                        return ('x').shout, math.leak, type(table.insert), package.loaded.leak,
                               type(meta) == 'table' and meta.leak or nil""").values())
                .containsExactly(
                        LuaValue.nil(), LuaValue.nil(), LuaValue.of("function"), LuaValue.nil(), LuaValue.nil());
        assertThat(bench().run(other, "return ('x'):upper()").text()).isEqualTo("X");
    }

    @Test
    default void sameSourceInTwoEnginesIsTwoChunks() throws InterruptedException {
        String source = "local mine = {} seen = (seen or 0) + 1 return seen";
        LuaEngine one = bench().start();
        LuaEngine other = bench().start();

        assertThat(bench().run(one, source).value()).isEqualTo(LuaValue.of(1));
        assertThat(bench().run(one, source).value()).isEqualTo(LuaValue.of(2));
        assertThat(bench().run(other, source).value()).isEqualTo(LuaValue.of(1));
    }

    @Test
    default void sameSourceUnderTwoNamesIsKnownByBoth() throws InterruptedException {
        LuaEngine engine = bench().start();

        Finished one = bench().run(engine, Trial.of("error('x')").named("=one"));
        Finished other = bench().run(engine, Trial.of("error('x')").named("=other"));

        assertThat(one.scriptError().message()).isEqualTo("one:1: x");
        assertThat(other.scriptError().message()).isEqualTo("other:1: x");
    }
}
