// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;

import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.InterruptReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a script does, it stops when it is told to, and its state is there afterwards. */
@Timeout(60)
class KillTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "repeat until false",
                "::top:: goto top",
                "for i = 1, math.huge do end",
                "for _ in function() return 1 end do end",
                "local function f() return f() end f()",
                "while true do pcall(function() while true do end end) end",
                "local function f() while true do pcall(f) end end f()",
                "xpcall(function() while true do end end, function() while true do end end)",
                "xpcall(error, function() while true do end end)",
                "coroutine.wrap(function() while true do end end)()",
                "while true do coroutine.wrap(function() end)() end",
                "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
                "load('while true do end', 'x', 't', {})()",
                "load(function() return ' ' end)",
                "table.sort({3, 1, 2}, function() while true do end end)",
                "string.gsub('x', 'x', function() while true do end end)",
                "setmetatable({}, {__index = function() while true do end end}).x = setmetatable({}, {__index = function() while true do end end}).y",
                "return setmetatable({}, {__add = function() while true do end end}) + 1",
                "tostring(setmetatable({}, {__tostring = function() while true do end end}))",
                "('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40) .. 'b')",
                "('a'):rep(30000):find('.-.-.-.-b')",
                "while true do ('x'):rep(1000000) end",
                "while true do local t = {} for i = 1, 1000 do t[i] = 'x' end table.concat(t) end",
                "local s = ('x'):rep(1000000) while true do s:gsub('.', 'y') end",
                "io.popen('sleep 60'):read('*a')",
                "os.execute('sleep 60')",
            })
    void aScriptStopsAndKeepsItsState(String loop) throws Exception {
        try (Chunks chunks = new Chunks()) {
            chunks.run("kept = 42");
            Chunks.Pending running = chunks.start(Script.of("io.write('begun') io.flush() ; " + loop));
            running.awaitOutput("begun");
            chunks.engine.interrupt(running.evaluation, InterruptReason.DEADLINE);
            Chunks.Run run = running.await();
            assertThat(run.result().outcome())
                    .as(run.result().error().toString())
                    .isEqualTo(Outcome.TIMED_OUT);
            assertThat(run.result().stateAfter()).isEqualTo(StateAfter.KEPT);
            assertThat(chunks.run("return kept").result().values()).containsExactly(LuaValue.of(42));
        }
    }

    @Test
    void aDeepRecursionIsAnErrorThatAScriptCanCatch() {
        try (Chunks chunks = new Chunks()) {
            Chunks.Run run = chunks.run("local depth = 0 local function f() depth = depth + 1 return 1 + f() end"
                    + " local ok, message = pcall(f) return ok, message:match('stack overflow'), depth >= 15000");
            assertThat(run.result().values())
                    .containsExactly(LuaValue.of(false), LuaValue.of("stack overflow"), LuaValue.of(true));
        }
    }

    @Test
    void closingEndsTheThreadsOfAllCoroutines() throws Exception {
        Chunks chunks = new Chunks();
        chunks.run(
                "kept = {} for i = 1, 50 do kept[i] = coroutine.create(coroutine.yield) coroutine.resume(kept[i]) end");
        chunks.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("bioxen-luaj")) {
                thread.join(5000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void oneVmsStringLibraryIsNotAnothers() {
        try (Chunks one = new Chunks();
                Chunks other = new Chunks()) {
            one.run("string.upper = function() return 'evil' end pcall(function() getmetatable('').__index = {} end)");
            assertThat(other.run("return ('x'):upper(), string.upper('x')")
                            .result()
                            .values())
                    .containsExactly(LuaValue.of("X"), LuaValue.of("X"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "require 'org.luaj.vm2.lib.jse.LuajavaLib'",
                "require 'org.luaj.vm2.lib.DebugLib'",
                "assert(load('\\27Lua'))",
                "assert(string.dump(function() end))",
                "assert(package.loadlib and package.loadlib('libc.so.6', '*'))",
            })
    void thereIsNoWayToJavaOrBytecode(String attempt) {
        try (Chunks chunks = new Chunks()) {
            assertThat(chunks.run(attempt).result().outcome()).isEqualTo(Outcome.SCRIPT_ERROR);
            assertThat(chunks.run("return luajava, package.cpath and #package.cpath > 0")
                            .result()
                            .values()
                            .get(0))
                    .isEqualTo(LuaValue.nil());
        }
    }
}
