// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.bioxen.api.curator.Curator;
import org.bioxen.api.curator.EnvironmentManager;
import org.bioxen.api.curator.PackageManager;
import org.bioxen.api.curator.RepositoryManager;
import org.bioxen.shell.curator.CuratorServices;
import org.bioxen.shell.curator.EnvironmentVerbs;
import org.bioxen.shell.curator.PackageVerbs;
import org.bioxen.shell.curator.RepositoryVerbs;
import org.bioxen.shell.verb.Scope;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The commands of the scopes {@code pkg}, {@code env} and {@code repo}, as long as there is a curator. */
@Component(
        service = {},
        immediate = true)
public final class CuratorCommands {
    private final List<ScopeCommands<CuratorServices>> commands;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public CuratorCommands(
            BundleContext context,
            @Reference Curator curator,
            @Reference PackageManager packages,
            @Reference EnvironmentManager environments,
            @Reference RepositoryManager repositories,
            @Reference CommandProcessor gogo) {
        CuratorServices services = new CuratorServices(curator, packages, environments, repositories);
        commands = List.of(
                publish(context, PackageVerbs.scope(), services),
                publish(context, EnvironmentVerbs.scope(), services),
                publish(context, RepositoryVerbs.scope(), services));
    }

    private static ScopeCommands<CuratorServices> publish(
            BundleContext context, Scope<CuratorServices> scope, CuratorServices services) {
        return new ScopeCommands<>(scope, services).publish(context);
    }

    @Deactivate
    void stop() {
        commands.forEach(ScopeCommands::withdraw);
    }
}
