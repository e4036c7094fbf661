// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.nio.file.Path;
import java.util.Objects;
import org.bioxen.spi.backend.BackendDescriptor;

/**
 * An interpreter that was found.
 *
 * @param name by which it is chosen
 * @param executable where it is
 * @param luaVersion what it runs, for example {@code 5.4}
 * @param product what it is, for people: {@code Lua 5.4}, {@code LuaJIT}
 */
record Interpreter(String name, Path executable, String luaVersion, String product) {
    Interpreter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(executable, "executable");
        Objects.requireNonNull(luaVersion, "luaVersion");
        Objects.requireNonNull(product, "product");
    }

    BackendDescriptor.Interpreter described() {
        String told = luaVersion.equals("5.5") ? product + " (untested)" : product;
        return new BackendDescriptor.Interpreter(name, luaVersion, told + ", " + executable);
    }
}
