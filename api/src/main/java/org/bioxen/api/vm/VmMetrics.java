// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.vm;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What the platform's VMs do all together, for a bridge to a monitoring system to read now and then. A service; thread-safe. What
 * one VM does is in {@link VmInfo}.
 */
@ProviderType
public interface VmMetrics {
    /** The counts at this moment. Takes time in proportion to the number of living VMs, and never blocks. */
    VmTotals totals();
}
