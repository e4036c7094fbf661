// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.tck.backend.BackendTck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

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
    }

    @Nested
    class OnLua51 extends InterpreterTck {
        OnLua51() {
            super("lua5.1");
        }
    }

    @Nested
    class OnLuaJit extends InterpreterTck {
        OnLuaJit() {
            super("luajit");
        }
    }

    @Nested
    class OnLua54Untrusted extends InterpreterTck {
        OnLua54Untrusted() {
            super("lua5.4", SandboxLevel.UNTRUSTED);
        }
    }

    @Nested
    class OnLua51Constrained extends InterpreterTck {
        OnLua51Constrained() {
            super("lua5.1", SandboxLevel.CONSTRAINED);
        }
    }

    @Nested
    class OnLuaJitUntrusted extends InterpreterTck {
        OnLuaJitUntrusted() {
            super("luajit", SandboxLevel.UNTRUSTED);
        }
    }

    /** The suite, on a backend that prefers one interpreter and knows the others. */
    abstract static class InterpreterTck extends BackendTck {
        private final String interpreter;
        private final SandboxLevel level;
        private ProcessBackend backend;

        InterpreterTck(String interpreter) {
            this(interpreter, SandboxLevel.TRUSTED);
        }

        InterpreterTck(String interpreter, SandboxLevel level) {
            this.interpreter = interpreter;
            this.level = level;
        }

        @Override
        protected EngineSpec.Builder spec() {
            return EngineSpec.builder(level);
        }

        @Override
        protected LuaBackend backend() {
            Lab.required(Lab.has(interpreter), interpreter + " is not installed on this machine");
            backend = Lab.backendPreferring(interpreter);
            Lab.assumeKept(backend, level);
            return backend;
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
