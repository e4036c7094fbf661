// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.logging;

import org.osgi.annotation.versioning.ProviderType;

/** Gives loggers to components. A service. Thread-safe. */
@ProviderType
public interface VmLoggerFactory {
    /**
     * The logger of a component.
     *
     * @param component its name, which is also the name of the logger for {@link LogControl}; with dots it belongs to what stands
     *     before them
     * @throws IllegalArgumentException if the name is blank, or has more than 200 characters or a line break
     */
    VmLogger getLogger(String component);
}
