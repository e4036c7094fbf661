// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import org.bioxen.api.vm.VmMetrics;
import org.bioxen.api.vm.VmTotals;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The manager's counts as a service. Holds no state of its own. */
@Component(service = VmMetrics.class)
public final class MetricsService implements VmMetrics {
    private final VmHost host;

    /** Made by Declarative Services. */
    @Activate
    public MetricsService(@Reference VmHost host) {
        this.host = host;
    }

    @Override
    public VmTotals totals() {
        return host.metrics();
    }
}
