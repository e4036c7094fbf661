// SPDX-License-Identifier: Apache-2.0
/**
 * What a consumer calls to find Lua packages in catalogs and to install them into environments; start at {@link
 * org.bioxen.api.curator.PackageManager}. Any bundle may call it; only the platform implements the interfaces.
 */
@Export
@Version("1.0.0")
package org.bioxen.api.curator;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
