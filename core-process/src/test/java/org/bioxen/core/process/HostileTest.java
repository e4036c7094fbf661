// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.util.List;
import java.util.Map;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.tck.hostile.HostileTck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/**
 * Scripts that mean harm are contained. The build tries a part of the corpus, each interpreter at one level;
 * {@code -Dbioxen.hostile.all=true} tries all of it, at each level that this machine can keep.
 */
class HostileTest {
    @Nested
    class OnLua54 extends InterpreterHostileTck {
        OnLua54() {
            super("lua5.4", SandboxLevel.UNTRUSTED);
        }
    }

    @Nested
    class OnLuaJit extends InterpreterHostileTck {
        OnLuaJit() {
            super("luajit", SandboxLevel.ISOLATED);
        }
    }

    @Nested
    class OnLua51 extends InterpreterHostileTck {
        OnLua51() {
            super("lua5.1", SandboxLevel.CONSTRAINED);
        }
    }

    /** The corpus, on one interpreter. */
    abstract static class InterpreterHostileTck extends HostileTck {
        private final String interpreter;
        private final SandboxLevel levelOfTheBuild;
        private ProcessBackend backend;

        InterpreterHostileTck(String interpreter, SandboxLevel levelOfTheBuild) {
            this.interpreter = interpreter;
            this.levelOfTheBuild = levelOfTheBuild;
        }

        @Override
        protected LuaBackend backend() {
            Lab.required(Lab.has(interpreter), interpreter + " is not installed on this machine");
            if (backend == null) {
                backend = Lab.backendPreferring(interpreter);
            }
            return backend;
        }

        @Override
        protected EngineSpec.Builder spec(SandboxLevel asked) {
            return EngineSpec.builder(asked).luaExecutable(interpreter);
        }

        @Override
        protected List<SandboxLevel> levels() {
            if (Boolean.getBoolean("bioxen.hostile.all")) {
                return super.levels();
            }
            Lab.assumeKept(backend, levelOfTheBuild);
            return List.of(levelOfTheBuild);
        }

        /** Starting processes takes its time. */
        @Override
        protected boolean isTriedWithAll(SandboxLevel asked) {
            return false;
        }

        /**
         * In these interpreters the stack of calls is counted as memory, and with so little of that it ends before the stack.
         * Lua 5.1 and LuaJIT take sizes and positions modulo 2^32, and fill their memory more slowly.
         * What is written byte by byte takes its time on a busy machine.
         */
        @Override
        protected Map<String, String> furtherEnds() {
            return Map.ofEntries(
                    Map.entry("recursion", "LIMIT_EXCEEDED"),
                    Map.entry("recursion-caught", "LIMIT_EXCEEDED"),
                    Map.entry("recursion-in-coroutines", "LIMIT_EXCEEDED"),
                    Map.entry("recursion-through-metamethods", "LIMIT_EXCEEDED"),
                    Map.entry("recursion-through-the-library", "LIMIT_EXCEEDED"),
                    Map.entry("repetition-of-2-to-the-31", "COMPLETED 0"),
                    Map.entry("concat-of-a-range", "COMPLETED joined"),
                    Map.entry("table-sized-ahead", "TIMED_OUT"),
                    Map.entry("characters-joined", "TIMED_OUT"),
                    Map.entry("closures-growth", "TIMED_OUT"),
                    Map.entry("output-flood-without-lines", "TIMED_OUT"),
                    Map.entry("error-that-recurses", "TIMED_OUT"));
        }

        /** The keeper's thread and the couriers serve all engines and end with the backend. */
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
