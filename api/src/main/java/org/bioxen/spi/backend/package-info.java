/**
 * What a backend plugin implements: {@link org.bioxen.spi.backend.LuaBackend}, published as an OSGi service, and {@link
 * org.bioxen.spi.backend.LuaEngine}. The platform calls it; ids, queues, deadlines, history and sessions are the platform's
 * and never a backend's concern.
 */
@Export
@Version("1.0.0")
package org.bioxen.spi.backend;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
