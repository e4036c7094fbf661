// SPDX-License-Identifier: Apache-2.0
/**
 * What a consumer calls to log under the name of a component, to change what is logged, and to look at what was logged; start at
 * {@link org.bioxen.api.logging.VmLoggerFactory}. Any bundle may call it; SLF4J, the OSGi Log Service and {@code java.util.logging} end
 * in the same place and need nothing of it.
 */
@Export
@Version("1.0.0")
package org.bioxen.api.logging;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
