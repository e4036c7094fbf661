// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.environment;

import org.bioxen.api.curator.EnvironmentNotFoundException;
import org.osgi.annotation.versioning.ProviderType;

/** Opens environments for VMs. A service; there is one where packages are managed, and it may go. Thread-safe. */
@ProviderType
public interface EnvironmentSource {
    /**
     * Opens an environment as it is now. What is opened stays as it is until it is closed, whatever is installed meanwhile.
     *
     * @throws EnvironmentNotFoundException if there is none of this name
     * @throws org.bioxen.api.curator.CuratorException if it cannot be opened
     */
    OpenEnvironment open(String name);
}
