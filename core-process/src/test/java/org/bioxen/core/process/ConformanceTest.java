// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.bioxen.spi.backend.LuaModule;
import org.bioxen.spi.backend.ModuleSource;
import org.bioxen.tck.backend.BackendTck;
import org.bioxen.tck.backend.Finished;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process backend is a backend, on each interpreter. */
class ConformanceTest {
    @Nested
    class OnLua54 extends InterpreterTck {
        OnLua54() {
            super("lua5.4");
        }
    }

    @Nested
    class OnLua53 extends InterpreterTck {
        OnLua53() {
            super("lua5.3");
        }
    }

    @Nested
    class OnLua52 extends InterpreterTck {
        OnLua52() {
            super("lua5.2");
        }

        @Test
        @Override
        public void errorValueCanBeNilOrBooleanOrNumber() throws InterruptedException {
            numbersGetAPositionToo();
        }
    }

    @Nested
    class OnLua51 extends InterpreterTck {
        OnLua51() {
            super("lua5.1");
        }

        @Test
        @Override
        public void errorValueCanBeNilOrBooleanOrNumber() throws InterruptedException {
            numbersGetAPositionToo();
        }

        @Test
        @Override
        public void moduleThatFailsCanBeTriedAgain() throws InterruptedException {
            moduleThatFailsCannotBeTriedAgain();
        }

        /** Lua 5.1 cannot yield across pcall: the coroutines of the suite would loop for ever. */
        @Test
        @Override
        public void suspendedCoroutinesEndWithTheirEngine() throws InterruptedException {
            bench().run("""
                    kept = {}
                    for i = 1, 50 do
                        kept[i] = coroutine.wrap(function() while true do coroutine.yield(i) end end)
                        kept[i]()
                    end""").values();
        }
    }

    @Nested
    class OnLuaJit extends InterpreterTck {
        OnLuaJit() {
            super("luajit");
        }

        @Test
        @Override
        public void errorValueCanBeNilOrBooleanOrNumber() throws InterruptedException {
            numbersGetAPositionToo();
        }

        @Test
        @Override
        public void moduleThatFailsCanBeTriedAgain() throws InterruptedException {
            moduleThatFailsCannotBeTriedAgain();
        }

        /** Without the recursion through __tostring, which to LuaJIT is a tail call and so a loop without end. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "local function down(n) return 1 + down(n + 1) end return down(1)",
                    "local t = setmetatable({}, {}) getmetatable(t).__index = function(_, k) return t[k + 1] end return t[1]",
                    "local function down(s) return (s:gsub('.', down)) end return down('x')",
                    "local function down() return coroutine.wrap(down)() end return 1 + down()"
                })
        @Override
        public void recursionWithoutEndIsAResult(String source) throws InterruptedException {
            super.recursionWithoutEndIsAResult(source);
        }
    }

    /** The suite, on a backend that prefers one interpreter and knows the others. */
    abstract static class InterpreterTck extends BackendTck {
        private final String interpreter;
        private ProcessBackend backend;

        InterpreterTck(String interpreter) {
            this.interpreter = interpreter;
        }

        @Override
        protected LuaBackend backend() {
            Lab.required(Lab.has(interpreter), interpreter + " is not installed on this machine");
            backend = Lab.backendPreferring(interpreter);
            return backend;
        }

        /** Up to Lua 5.2 and in LuaJIT, error adds the position to numbers as it does to strings. */
        void numbersGetAPositionToo() throws InterruptedException {
            Finished finished = bench().run("error(42)");

            assertThat(finished.scriptError().message()).isEqualTo("exec:1: 42");
        }

        /** In Lua 5.1 and LuaJIT, require remembers a module that has failed. */
        void moduleThatFailsCannotBeTriedAgain() throws InterruptedException {
            ModuleSource modules = name -> Optional.of(new LuaModule(Script.of("error('first')"), Optional.empty()));
            LuaEngine engine = bench().start(bench().spec().modules(modules).build());

            Finished finished = bench().run(engine, "pcall(require, 'm') return select(2, pcall(require, 'm'))");

            assertThat(finished.text()).contains("loop or previous error loading module 'm'");
        }

        /** The keeper's thread and the couriers serve all engines and end by themselves a second later. */
        @Override
        protected boolean isResident(Thread thread) {
            return thread.getName().startsWith("bioxen-process-");
        }

        @AfterEach
        void closeBackend() {
            if (backend != null) {
                backend.close();
            }
        }
    }
}
