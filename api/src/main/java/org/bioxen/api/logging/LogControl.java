// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.logging;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is logged: levels and debug mode, while the container runs. What is set here counts until it is unset or the logging bundle
 * stops, over what is configured. A service. Thread-safe.
 */
@ProviderType
public interface LogControl {
    /** The name of the logger that all others belong to. */
    String ROOT = "ROOT";

    /** The loggers that have a level of their own, by name. */
    Map<String, LogLevel> levels();

    /** The loggers whose level was set here, by name. */
    Map<String, LogLevel> overrides();

    /** The level that counts for a logger: its own, or that of the nearest above it that has one. */
    LogLevel level(String logger);

    /**
     * Sets the level of a logger and those below it that have none.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    void set(String logger, LogLevel level);

    /**
     * Takes back what was set here for a logger, or for all.
     *
     * @return whether there was something to take back
     */
    boolean unset(Optional<String> logger);

    /** The components that are in debug mode. */
    Set<String> debugging();

    /** Puts a component into debug mode, or out of it. */
    void debug(String component, boolean on);
}
