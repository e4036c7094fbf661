// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.tck.conformance.ConformanceTck;
import org.bioxen.tck.conformance.KnownDifferences;
import org.junit.jupiter.api.AfterEach;

/** What says that the Lua of this backend is Lua 5.2, with the functions of later versions that it adds. */
class LuajConformanceTest extends ConformanceTck {
    private final LuajBackend backend = new LuajBackend();

    @Override
    protected LuaBackend backend() {
        return backend;
    }

    @Override
    protected KnownDifferences knownDifferences() {
        return KnownDifferences.read(LuajConformanceTest.class, "known-differences.txt");
    }

    @AfterEach
    void stop() {
        backend.stop();
    }
}
