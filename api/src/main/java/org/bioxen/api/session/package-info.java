// SPDX-License-Identifier: Apache-2.0
/**
 * What a consumer calls to hold conversations with Lua VMs that it can leave and come back to; start at {@link
 * org.bioxen.api.session.SessionManager}. Any bundle may call it; only the platform implements the interfaces marked as provider
 * types.
 */
@Export
@Version("1.0.0")
package org.bioxen.api.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
