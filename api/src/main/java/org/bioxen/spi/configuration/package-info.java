// SPDX-License-Identifier: Apache-2.0
/**
 * How a component takes its configuration: {@link org.bioxen.spi.configuration.ConfigurationReader} keeps what was good where a new value
 * is not, {@link org.bioxen.spi.configuration.ConfigurationCheck} says so beforehand. For components of the platform and of plugins.
 */
@Export
@Version("1.0.0")
package org.bioxen.spi.configuration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
