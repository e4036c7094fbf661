// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.system.ComponentReport;
import org.bioxen.shell.system.SystemDump;
import org.bioxen.shell.system.SystemStatus;
import org.bioxen.shell.verb.CommandFailure;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The commands of the scope {@code sys}. Thread-safe. */
@Component(
        service = SystemCommands.class,
        immediate = true,
        property = {
            CommandProcessor.COMMAND_SCOPE + "=sys",
            CommandProcessor.COMMAND_FUNCTION + "=status",
            CommandProcessor.COMMAND_FUNCTION + "=why",
            CommandProcessor.COMMAND_FUNCTION + "=dump"
        })
public final class SystemCommands {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final BundleContext context;
    private final ComponentReport components;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public SystemCommands(
            BundleContext context, @Reference ServiceComponentRuntime runtime, @Reference CommandProcessor gogo) {
        this.context = context;
        this.components = new ComponentReport(runtime);
    }

    /** Shows the state of the container. */
    @Descriptor("shows the state of the container on one screen: bundles, backends, catalogs, VMs, memory")
    public String status() {
        return new SystemStatus(context).text();
    }

    /** Says why a component is not active. */
    @Descriptor("says why a component is not active; alone, of all that are not")
    public String why(@Descriptor("[COMPONENT]: its name or a part of it, as in why process") String... arguments) {
        List<String> words = GogoWords.texts(arguments);
        if (words.size() > 1) {
            throw new UsageException("sys:why takes one COMPONENT at most, but was given " + words);
        }
        List<ComponentDescriptionDTO> found =
                words.isEmpty() ? components.unsatisfied() : components.find(words.get(0));
        if (found.isEmpty()) {
            if (words.isEmpty()) {
                return "nothing is missing";
            }
            throw new CommandFailure(
                    "there is no component '" + words.get(0) + "'; scr:list or sys:why without a name show some");
        }
        return found.stream().map(components::text).collect(Collectors.joining("\n"));
    }

    /** Writes a report for those who look for a fault. */
    @Descriptor(
            "writes a zip file for a report of a fault: state, threads, components, configuration without secrets, logs")
    public String dump(CommandSession session, @Descriptor("[FILE], as in dump fault.zip") String... arguments) {
        List<String> words = GogoWords.texts(arguments);
        if (words.size() > 1) {
            throw new UsageException("sys:dump takes one FILE at most, but was given " + words);
        }
        String name = words.isEmpty() ? "bioxen-" + STAMP.format(LocalDateTime.now()) + ".zip" : words.get(0);
        Path file = session.currentDir().resolve(name);
        String missing = components.unsatisfied().stream().map(components::text).collect(Collectors.joining("\n"));
        try {
            new SystemDump(context).write(file, missing.isEmpty() ? "nothing is missing" : missing);
        } catch (IOException failed) {
            throw new CommandFailure("sys:dump to " + file + " failed: " + failed, failed);
        }
        return "wrote " + file;
    }
}
