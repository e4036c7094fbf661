// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.tck.backend.BackendTck;
import org.junit.jupiter.api.AfterEach;

/** What says that this backend is one. */
class LuajBackendTckTest extends BackendTck {
    private final LuajBackend backend = new LuajBackend();

    @Override
    protected LuaBackend backend() {
        return backend;
    }

    @AfterEach
    void stop() {
        backend.stop();
    }
}
