// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.bioxen.api.vm.Script;

/**
 * A module that was found.
 *
 * @param script its source, under the chunk name that messages shall show
 * @param path where it lies on this host, if it does; given to the module as second argument, as Lua 5.2 and later do
 */
public record LuaModule(Script script, Optional<Path> path) {
    /** Refuses {@code null}. */
    public LuaModule {
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(path, "path");
    }
}
