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
import org.bioxen.shell.curator.PackageVerbs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands of the scope {@code pkg}, on packages. Thread-safe: what they work on is. */
@Component(
        service = PackageCommands.class,
        immediate = true,
        property = {
            CommandProcessor.COMMAND_SCOPE + "=pkg",
            CommandProcessor.COMMAND_FUNCTION + "=search",
            CommandProcessor.COMMAND_FUNCTION + "=info",
            CommandProcessor.COMMAND_FUNCTION + "=install",
            CommandProcessor.COMMAND_FUNCTION + "=update",
            CommandProcessor.COMMAND_FUNCTION + "=remove",
            CommandProcessor.COMMAND_FUNCTION + "=autoremove",
            CommandProcessor.COMMAND_FUNCTION + "=sync",
            CommandProcessor.COMMAND_FUNCTION + "=lock",
            CommandProcessor.COMMAND_FUNCTION + "=list",
            CommandProcessor.COMMAND_FUNCTION + "=outdated",
            CommandProcessor.COMMAND_FUNCTION + "=verify",
            CommandProcessor.COMMAND_FUNCTION + "=pin",
            CommandProcessor.COMMAND_FUNCTION + "=unpin"
        })
public final class PackageCommands {
    private final GogoVerbs verbs;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public PackageCommands(
            @Reference Curator curator,
            @Reference PackageManager packages,
            @Reference EnvironmentManager environments,
            @Reference RepositoryManager repositories,
            @Reference CommandProcessor gogo) {
        verbs = new GogoVerbs(PackageVerbs.SCOPE, new CuratorServices(curator, packages, environments, repositories));
    }

    /** Finds packages. */
    @Descriptor(PackageVerbs.SEARCHES)
    public Object search(CommandSession session, @Descriptor(PackageVerbs.SEARCH) String... arguments) {
        return verbs.run("search", session, arguments);
    }

    /** Shows a package. */
    @Descriptor(PackageVerbs.INFORMS)
    public Object info(CommandSession session, @Descriptor(PackageVerbs.INFO) String... arguments) {
        return verbs.run("info", session, arguments);
    }

    /** Installs packages. */
    @Descriptor(PackageVerbs.INSTALLS)
    public Object install(CommandSession session, @Descriptor(PackageVerbs.INSTALL) String... arguments) {
        return verbs.run("install", session, arguments);
    }

    /** Updates packages. */
    @Descriptor(PackageVerbs.UPDATES)
    public Object update(CommandSession session, @Descriptor(PackageVerbs.UPDATE) String... arguments) {
        return verbs.run("update", session, arguments);
    }

    /** Removes packages. */
    @Descriptor(PackageVerbs.REMOVES)
    public Object remove(CommandSession session, @Descriptor(PackageVerbs.REMOVE) String... arguments) {
        return verbs.run("remove", session, arguments);
    }

    /** Removes what nobody needs. */
    @Descriptor(PackageVerbs.AUTOREMOVES)
    public Object autoremove(CommandSession session, @Descriptor(PackageVerbs.AUTOREMOVE) String... arguments) {
        return verbs.run("autoremove", session, arguments);
    }

    /** Does what a lock file says. */
    @Descriptor(PackageVerbs.SYNCS)
    public Object sync(CommandSession session, @Descriptor(PackageVerbs.SYNC) String... arguments) {
        return verbs.run("sync", session, arguments);
    }

    /** Writes the lock file. */
    @Descriptor(PackageVerbs.LOCKS)
    public Object lock(CommandSession session, @Descriptor(PackageVerbs.LOCK) String... arguments) {
        return verbs.run("lock", session, arguments);
    }

    /** Lists what is installed. */
    @Descriptor(PackageVerbs.LISTS)
    public Object list(CommandSession session, @Descriptor(PackageVerbs.LIST) String... arguments) {
        return verbs.run("list", session, arguments);
    }

    /** Lists what could be newer. */
    @Descriptor(PackageVerbs.LISTS_OUTDATED)
    public Object outdated(CommandSession session, @Descriptor(PackageVerbs.OUTDATED) String... arguments) {
        return verbs.run("outdated", session, arguments);
    }

    /** Checks the files. */
    @Descriptor(PackageVerbs.VERIFIES)
    public Object verify(CommandSession session, @Descriptor(PackageVerbs.VERIFY) String... arguments) {
        return verbs.run("verify", session, arguments);
    }

    /** Keeps versions. */
    @Descriptor(PackageVerbs.PINS)
    public Object pin(CommandSession session, @Descriptor(PackageVerbs.PIN) String... arguments) {
        return verbs.run("pin", session, arguments);
    }

    /** Lets versions go. */
    @Descriptor(PackageVerbs.UNPINS)
    public Object unpin(CommandSession session, @Descriptor(PackageVerbs.UNPIN) String... arguments) {
        return verbs.run("unpin", session, arguments);
    }
}
