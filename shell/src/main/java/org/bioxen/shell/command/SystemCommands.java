// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.bioxen.shell.system.BundleVerbs;
import org.bioxen.shell.system.ComponentReport;
import org.bioxen.shell.system.SystemServices;
import org.bioxen.shell.system.SystemVerbs;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The commands of the scopes {@code sys} and {@code bundle}. */
@Component(
        service = {},
        immediate = true)
public final class SystemCommands {
    private final List<ScopeCommands<SystemServices>> commands;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public SystemCommands(
            BundleContext context, @Reference ServiceComponentRuntime runtime, @Reference CommandProcessor gogo) {
        SystemServices services = new SystemServices(context, new ComponentReport(runtime));
        commands = List.of(
                new ScopeCommands<>(SystemVerbs.scope(), services).publish(context),
                new ScopeCommands<>(BundleVerbs.scope(), services).publish(context));
    }

    @Deactivate
    void stop() {
        commands.forEach(ScopeCommands::withdraw);
    }
}
