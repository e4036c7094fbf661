// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.configuration;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what a component would not take, before it is asked to. A service of whoever has configurations with rules that their metatype
 * cannot tell, with the service property {@value #PID}. Must be thread-safe, quick, and without an effect.
 */
@ConsumerType
@FunctionalInterface
public interface ConfigurationCheck {
    /** Service property: the pids that it knows, a {@code String} or {@code String[]}; of configurations with a name the factory pid. */
    String PID = "bioxen.configuration.pid";

    /**
     * Looks at one whole configuration.
     *
     * @param pid one of those that it knows
     * @param configuration its values by key; one that is not in it has its default
     * @return one line for each value that would not be taken, with the key, what was given and what is allowed; empty if all would be
     */
    List<String> problems(String pid, Map<String, ?> configuration);
}
