// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.bioxen.shell.configuration.ConfigurationVerbs;
import org.bioxen.shell.configuration.Configurations;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The commands of the scope {@code config}, as long as there is something to configure with. */
@Component(
        service = {},
        immediate = true)
public final class ConfigurationCommands {
    private final ScopeCommands<Configurations> commands;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public ConfigurationCommands(
            BundleContext context, @Reference Configurations configurations, @Reference CommandProcessor gogo) {
        commands = new ScopeCommands<>(ConfigurationVerbs.scope(), configurations).publish(context);
    }

    @Deactivate
    void stop() {
        commands.withdraw();
    }
}
