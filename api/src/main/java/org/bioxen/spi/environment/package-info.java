// SPDX-License-Identifier: Apache-2.0
/**
 * Between who manages environments and who runs VMs in them: {@link org.bioxen.spi.environment.EnvironmentSource} opens an
 * environment by name. For the parts of the platform, not for its users.
 */
@Export
@Version("1.0.0")
package org.bioxen.spi.environment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
