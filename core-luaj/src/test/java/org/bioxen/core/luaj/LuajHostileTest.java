// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.tck.hostile.HostileTck;
import org.junit.jupiter.api.AfterEach;

/** What shows that this backend holds what it claims against scripts that mean harm. */
class LuajHostileTest extends HostileTck {
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
