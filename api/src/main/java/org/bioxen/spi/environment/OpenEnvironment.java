// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bioxen.spi.backend.ModuleSource;
import org.osgi.annotation.versioning.ProviderType;

/** One generation of an environment, kept from being removed until this is closed. Thread-safe. */
@ProviderType
public interface OpenEnvironment extends AutoCloseable {
    /** What the environment is called. */
    String name();

    /** Which of its generations this is. */
    long generation();

    /** The Lua version that it was made for, for example {@code 5.4}. */
    String luaVersion();

    /** Its modules in Lua. Still answers after the service that opened it has gone; after {@link #close} it has none. */
    ModuleSource modules();

    /** The folder of its native modules, if a package has any. */
    Optional<Path> nativeModules();

    /**
     * Why an engine cannot take it, naming the packages, one line each.
     *
     * @param luaVersion what the engine runs, for example {@code 5.2}
     * @param nativeModules whether it can load native modules of that version
     * @return empty if it can
     */
    List<String> obstacles(String luaVersion, boolean nativeModules);

    /** Lets go of the generation. Closing again does nothing. */
    @Override
    void close();
}
