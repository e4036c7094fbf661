// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmMetrics;

/**
 * What the verbs on VMs work with.
 *
 * @param manager the VMs
 * @param metrics what they do all together
 * @param groups the groups that the verbs have made
 * @param submissions the scripts that were begun and not waited for
 */
public record VmServices(VmManager manager, VmMetrics metrics, VmGroups groups, Submissions submissions) {
    /** For these VMs, with nothing made or begun so far. */
    public VmServices(VmManager manager, VmMetrics metrics) {
        this(manager, metrics, new VmGroups(), new Submissions(manager));
    }
}
