// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where {@code require} finds modules, be it a directory or something far away. Engines ask it before any path of their own.
 * Thread-safe.
 */
@ProviderType
@FunctionalInterface
public interface ModuleSource {
    /**
     * The module of this name.
     *
     * @param name as given to {@code require}, dots included; never trusted
     * @return the module, or empty if there is none
     */
    Optional<LuaModule> find(String name);

    /** A source without modules. */
    static ModuleSource none() {
        return name -> Optional.empty();
    }
}
