// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.bioxen.api.curator.Curator;
import org.bioxen.api.curator.EnvironmentManager;
import org.bioxen.api.curator.PackageManager;
import org.bioxen.api.curator.RepositoryManager;
import org.bioxen.shell.curator.CuratorServices;
import org.bioxen.shell.curator.RepositoryVerbs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands of the scope {@code repo}, on catalogs. Thread-safe: what they work on is. */
@Component(
        service = RepositoryCommands.class,
        immediate = true,
        property = {
            CommandProcessor.COMMAND_SCOPE + "=repo",
            CommandProcessor.COMMAND_FUNCTION + "=add",
            CommandProcessor.COMMAND_FUNCTION + "=remove",
            CommandProcessor.COMMAND_FUNCTION + "=list",
            CommandProcessor.COMMAND_FUNCTION + "=info",
            CommandProcessor.COMMAND_FUNCTION + "=enable",
            CommandProcessor.COMMAND_FUNCTION + "=disable",
            CommandProcessor.COMMAND_FUNCTION + "=priority",
            CommandProcessor.COMMAND_FUNCTION + "=refresh"
        })
public final class RepositoryCommands {
    private final GogoVerbs verbs;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public RepositoryCommands(
            @Reference Curator curator,
            @Reference PackageManager packages,
            @Reference EnvironmentManager environments,
            @Reference RepositoryManager repositories,
            @Reference CommandProcessor gogo) {
        verbs = new GogoVerbs(
                RepositoryVerbs.SCOPE, new CuratorServices(curator, packages, environments, repositories));
    }

    /** Adds a catalog. */
    @Descriptor(RepositoryVerbs.ADDS)
    public Object add(CommandSession session, @Descriptor(RepositoryVerbs.ADD) String... arguments) {
        return verbs.run("add", session, arguments);
    }

    /** Removes catalogs. */
    @Descriptor(RepositoryVerbs.REMOVES)
    public Object remove(CommandSession session, @Descriptor(RepositoryVerbs.REMOVE) String... arguments) {
        return verbs.run("remove", session, arguments);
    }

    /** Lists the catalogs. */
    @Descriptor(RepositoryVerbs.LISTS)
    public Object list(CommandSession session, @Descriptor(RepositoryVerbs.LIST) String... arguments) {
        return verbs.run("list", session, arguments);
    }

    /** Shows a catalog. */
    @Descriptor(RepositoryVerbs.INFORMS)
    public Object info(CommandSession session, @Descriptor(RepositoryVerbs.INFO) String... arguments) {
        return verbs.run("info", session, arguments);
    }

    /** Enables a catalog. */
    @Descriptor(RepositoryVerbs.ENABLES)
    public Object enable(CommandSession session, @Descriptor(RepositoryVerbs.ENABLE) String... arguments) {
        return verbs.run("enable", session, arguments);
    }

    /** Disables a catalog. */
    @Descriptor(RepositoryVerbs.DISABLES)
    public Object disable(CommandSession session, @Descriptor(RepositoryVerbs.DISABLE) String... arguments) {
        return verbs.run("disable", session, arguments);
    }

    /** Gives a catalog its place. */
    @Descriptor(RepositoryVerbs.PRIORITIZES)
    public Object priority(CommandSession session, @Descriptor(RepositoryVerbs.PRIORITY) String... arguments) {
        return verbs.run("priority", session, arguments);
    }

    /** Looks at the catalogs anew. */
    @Descriptor(RepositoryVerbs.REFRESHES)
    public Object refresh(CommandSession session, @Descriptor(RepositoryVerbs.REFRESH) String... arguments) {
        return verbs.run("refresh", session, arguments);
    }
}
