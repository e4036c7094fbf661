// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.tck.conformance.ConformanceTck;
import org.bioxen.tck.conformance.KnownDifferences;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Through the backend, each interpreter gives what it gives without; what differs is listed, with the reason. */
class InterpreterConformanceTest {
    @Nested
    class OnLua54 extends InterpreterSuite {
        OnLua54() {
            super("lua5.4");
        }
    }

    @Nested
    class OnLua53 extends InterpreterSuite {
        OnLua53() {
            super("lua5.3");
        }
    }

    @Nested
    class OnLua52 extends InterpreterSuite {
        OnLua52() {
            super("lua5.2");
        }
    }

    @Nested
    class OnLua51 extends InterpreterSuite {
        OnLua51() {
            super("lua5.1");
        }
    }

    @Nested
    class OnLuaJit extends InterpreterSuite {
        OnLuaJit() {
            super("luajit");
        }
    }

    /** The suite, on a backend that prefers one interpreter. */
    abstract static class InterpreterSuite extends ConformanceTck {
        private final String interpreter;
        private ProcessBackend backend;

        InterpreterSuite(String interpreter) {
            this.interpreter = interpreter;
        }

        @Override
        protected LuaBackend backend() {
            Lab.required(Lab.has(interpreter), interpreter + " is not installed on this machine");
            backend = Lab.backendPreferring(interpreter);
            return backend;
        }

        /** The keeper's thread and the couriers serve all engines and end with the backend. */
        @Override
        protected boolean isResident(Thread thread) {
            return thread.getName().startsWith("bioxen-process-");
        }

        @Override
        protected KnownDifferences knownDifferences() {
            return KnownDifferences.read(InterpreterConformanceTest.class, interpreter + "-differences.txt");
        }

        @AfterEach
        void closeBackend() {
            if (backend != null) {
                backend.close();
            }
        }
    }
}
