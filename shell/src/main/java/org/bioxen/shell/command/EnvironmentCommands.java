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
import org.bioxen.shell.curator.EnvironmentVerbs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands of the scope {@code env}, on environments. Thread-safe: what they work on is. */
@Component(
        service = EnvironmentCommands.class,
        immediate = true,
        property = {
            CommandProcessor.COMMAND_SCOPE + "=env",
            CommandProcessor.COMMAND_FUNCTION + "=create",
            CommandProcessor.COMMAND_FUNCTION + "=list",
            CommandProcessor.COMMAND_FUNCTION + "=info",
            CommandProcessor.COMMAND_FUNCTION + "=delete",
            CommandProcessor.COMMAND_FUNCTION + "=copy",
            CommandProcessor.COMMAND_FUNCTION + "=clone",
            CommandProcessor.COMMAND_FUNCTION + "=bootstrap",
            CommandProcessor.COMMAND_FUNCTION + "=profiles",
            CommandProcessor.COMMAND_FUNCTION + "=export",
            CommandProcessor.COMMAND_FUNCTION + "=import",
            CommandProcessor.COMMAND_FUNCTION + "=health",
            CommandProcessor.COMMAND_FUNCTION + "=doctor",
            CommandProcessor.COMMAND_FUNCTION + "=repair",
            CommandProcessor.COMMAND_FUNCTION + "=generations",
            CommandProcessor.COMMAND_FUNCTION + "=rollback",
            CommandProcessor.COMMAND_FUNCTION + "=gc",
            CommandProcessor.COMMAND_FUNCTION + "=licences"
        })
public final class EnvironmentCommands {
    private final GogoVerbs verbs;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public EnvironmentCommands(
            @Reference Curator curator,
            @Reference PackageManager packages,
            @Reference EnvironmentManager environments,
            @Reference RepositoryManager repositories,
            @Reference CommandProcessor gogo) {
        verbs = new GogoVerbs(
                EnvironmentVerbs.SCOPE, new CuratorServices(curator, packages, environments, repositories));
    }

    /** Makes an environment. */
    @Descriptor(EnvironmentVerbs.CREATES)
    public Object create(CommandSession session, @Descriptor(EnvironmentVerbs.CREATE) String... arguments) {
        return verbs.run("create", session, arguments);
    }

    /** Lists the environments. */
    @Descriptor(EnvironmentVerbs.LISTS)
    public Object list(CommandSession session, @Descriptor(EnvironmentVerbs.LIST) String... arguments) {
        return verbs.run("list", session, arguments);
    }

    /** Shows an environment. */
    @Descriptor(EnvironmentVerbs.INFORMS)
    public Object info(CommandSession session, @Descriptor(EnvironmentVerbs.INFO) String... arguments) {
        return verbs.run("info", session, arguments);
    }

    /** Removes environments. */
    @Descriptor(EnvironmentVerbs.DELETES)
    public Object delete(CommandSession session, @Descriptor(EnvironmentVerbs.DELETE) String... arguments) {
        return verbs.run("delete", session, arguments);
    }

    /** Copies an environment. */
    @Descriptor(EnvironmentVerbs.COPIES)
    public Object copy(CommandSession session, @Descriptor(EnvironmentVerbs.COPY) String... arguments) {
        return verbs.run("copy", session, arguments);
    }

    /** The same. */
    @Descriptor(EnvironmentVerbs.COPIES)
    public Object clone(CommandSession session, @Descriptor(EnvironmentVerbs.COPY) String... arguments) {
        return verbs.run("clone", session, arguments);
    }

    /** Installs a profile. */
    @Descriptor(EnvironmentVerbs.BOOTSTRAPS)
    public Object bootstrap(CommandSession session, @Descriptor(EnvironmentVerbs.BOOTSTRAP) String... arguments) {
        return verbs.run("bootstrap", session, arguments);
    }

    /** Lists the profiles. */
    @Descriptor(EnvironmentVerbs.LISTS_PROFILES)
    public Object profiles(CommandSession session, @Descriptor(EnvironmentVerbs.PROFILES) String... arguments) {
        return verbs.run("profiles", session, arguments);
    }

    /** Writes the lock file. */
    @Descriptor(EnvironmentVerbs.EXPORTS)
    public Object export(CommandSession session, @Descriptor(EnvironmentVerbs.EXPORT) String... arguments) {
        return verbs.run("export", session, arguments);
    }

    /** Makes an environment from a lock file; the word itself is none for a method, and Gogo knows that. */
    @Descriptor(EnvironmentVerbs.IMPORTS)
    public Object _import(CommandSession session, @Descriptor(EnvironmentVerbs.IMPORT) String... arguments) {
        return verbs.run("import", session, arguments);
    }

    /** Examines an environment. */
    @Descriptor(EnvironmentVerbs.EXAMINES)
    public Object health(CommandSession session, @Descriptor(EnvironmentVerbs.HEALTH) String... arguments) {
        return verbs.run("health", session, arguments);
    }

    /** The same. */
    @Descriptor(EnvironmentVerbs.EXAMINES)
    public Object doctor(CommandSession session, @Descriptor(EnvironmentVerbs.HEALTH) String... arguments) {
        return verbs.run("doctor", session, arguments);
    }

    /** Mends an environment. */
    @Descriptor(EnvironmentVerbs.REPAIRS)
    public Object repair(CommandSession session, @Descriptor(EnvironmentVerbs.REPAIR) String... arguments) {
        return verbs.run("repair", session, arguments);
    }

    /** Lists the generations. */
    @Descriptor(EnvironmentVerbs.LISTS_GENERATIONS)
    public Object generations(CommandSession session, @Descriptor(EnvironmentVerbs.GENERATIONS) String... arguments) {
        return verbs.run("generations", session, arguments);
    }

    /** Goes back. */
    @Descriptor(EnvironmentVerbs.ROLLS_BACK)
    public Object rollback(CommandSession session, @Descriptor(EnvironmentVerbs.ROLLBACK) String... arguments) {
        return verbs.run("rollback", session, arguments);
    }

    /** Collects garbage. */
    @Descriptor(EnvironmentVerbs.COLLECTS)
    public Object gc(CommandSession session, @Descriptor(EnvironmentVerbs.GC) String... arguments) {
        return verbs.run("gc", session, arguments);
    }

    /** Lists the licences. */
    @Descriptor(EnvironmentVerbs.LISTS_LICENCES)
    public Object licences(CommandSession session, @Descriptor(EnvironmentVerbs.LICENCES) String... arguments) {
        return verbs.run("licences", session, arguments);
    }
}
