// SPDX-License-Identifier: Apache-2.0
/**
 * What a consumer calls to make Lua VMs, run scripts in them and read what came of it; start at {@link
 * org.bioxen.api.vm.VmManager}. Any bundle may call it; only the platform implements the interfaces marked as provider
 * types.
 */
@Export
@Version("1.0.0")
package org.bioxen.api.vm;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
