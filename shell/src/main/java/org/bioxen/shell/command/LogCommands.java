// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.bioxen.api.logging.LogControl;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.shell.log.LogServices;
import org.bioxen.shell.log.LogVerbs;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The commands of the scope {@code log}, as long as there is a log. */
@Component(
        service = {},
        immediate = true)
public final class LogCommands {
    private final LogServices services;
    private final ScopeCommands<LogServices> commands;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public LogCommands(
            BundleContext context,
            @Reference LogHistory history,
            @Reference LogControl control,
            @Reference CommandProcessor gogo) {
        services = new LogServices(history, control);
        commands = new ScopeCommands<>(LogVerbs.scope(), services).publish(context);
    }

    @Deactivate
    void stop() {
        commands.withdraw();
        services.close();
    }
}
