// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmMetrics;
import org.bioxen.shell.vm.VmGroups;
import org.bioxen.shell.vm.VmServices;
import org.bioxen.shell.vm.VmVerbs;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The commands of the scope {@code vm}, as long as there is a VM manager. */
@Component(
        service = {},
        immediate = true)
public final class VmCommands {
    private final ScopeCommands<VmServices> commands;
    private final ServiceRegistration<VmGroups> groups;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public VmCommands(
            BundleContext context,
            @Reference VmManager manager,
            @Reference VmMetrics metrics,
            @Reference CommandProcessor gogo) {
        VmServices services = new VmServices(manager, metrics);
        commands = new ScopeCommands<>(VmVerbs.scope(), services).publish(context);
        // For what completes their names.
        groups = context.registerService(VmGroups.class, services.groups(), null);
    }

    @Deactivate
    void stop() {
        groups.unregister();
        commands.withdraw();
    }
}
