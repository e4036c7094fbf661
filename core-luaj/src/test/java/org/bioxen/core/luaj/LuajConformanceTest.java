// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.tck.backend.BackendTck;
import org.junit.jupiter.api.AfterEach;

/** The luaj backend is a backend. */
class LuajConformanceTest extends BackendTck {
    private LuajBackend backend;

    @Override
    protected LuaBackend backend() {
        if (backend == null) {
            backend = new LuajBackend();
        }
        return backend;
    }

    @AfterEach
    void stop() {
        if (backend != null) {
            backend.stop();
        }
    }
}
