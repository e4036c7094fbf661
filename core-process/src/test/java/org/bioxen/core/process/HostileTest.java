// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.tck.hostile.HostileTck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Scripts that mean harm are contained, at each level that this machine can keep. */
class HostileTest {
    @Nested
    class OnLua54Untrusted extends InterpreterHostileTck {
        OnLua54Untrusted() {
            super("lua5.4", SandboxLevel.UNTRUSTED);
        }
    }

    @Nested
    class OnLuaJitUntrusted extends InterpreterHostileTck {
        OnLuaJitUntrusted() {
            super("luajit", SandboxLevel.UNTRUSTED);
        }
    }

    @Nested
    class OnLua51Constrained extends InterpreterHostileTck {
        OnLua51Constrained() {
            super("lua5.1", SandboxLevel.CONSTRAINED);
        }
    }

    /** The corpus, on one interpreter at one level. */
    abstract static class InterpreterHostileTck extends HostileTck {
        private final String interpreter;
        private final SandboxLevel level;
        private ProcessBackend backend;

        InterpreterHostileTck(String interpreter, SandboxLevel level) {
            this.interpreter = interpreter;
            this.level = level;
        }

        @Override
        protected LuaBackend backend() {
            Lab.required(Lab.has(interpreter), interpreter + " is not installed on this machine");
            assumeTrue(
                    interpreter.equals("lua5.4") || Boolean.getBoolean("bioxen.hostile.all"),
                    "to save time only lua5.4 is tried; -Dbioxen.hostile.all=true tries " + interpreter + ", too");
            if (backend == null) {
                backend = Lab.backendPreferring(interpreter);
            }
            Lab.assumeKept(backend, level);
            return backend;
        }

        @Override
        protected EngineSpec.Builder spec(SandboxLevel asked) {
            return EngineSpec.builder(asked).luaExecutable(interpreter);
        }

        @Override
        protected List<SandboxLevel> levels() {
            return List.of(level);
        }

        /** Starting processes takes its time; {@code -Dbioxen.hostile.all=true} tries all. */
        @Override
        protected boolean isTriedWithAll(SandboxLevel asked) {
            return false;
        }

        /**
         * In these interpreters the stack of calls is counted as memory, and with so little of that it ends before the stack.
         * Lua 5.1 and LuaJIT take sizes and positions modulo 2^32, and fill their memory more slowly.
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
