// SPDX-License-Identifier: Apache-2.0
/** x */
@Export
@Version("1.0.0")
package org.bioxen.api.vm;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
