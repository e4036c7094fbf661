// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.io.ByteArrayInputStream;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** LuaJ as it comes, without any limit. */
@State(Scope.Thread)
public class PlainState {
    private final Globals globals = JsePlatform.standardGlobals();

    LuaValue load(byte[] source) {
        return load(globals, source);
    }

    static LuaValue load(Globals globals, byte[] source) {
        return globals.load(new ByteArrayInputStream(source), "=exec", "t", globals);
    }
}
