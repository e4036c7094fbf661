// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Gogo's own commands ({@code each}, {@code if}, {@code echo}, {@code grep}), and what makes a bundle of a name, for a script without a
 * terminal. They live in the bundle that also opens the interactive shell as soon as it starts; where that has started they are there
 * already, where it is installed they are borrowed from its classes, where it is not a script does without. Thread-safe.
 */
final class GogoBuiltins {
    private final BundleContext context;
    private final CommandProcessor gogo;
    /** Guarded by this. */
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    GogoBuiltins(BundleContext context, CommandProcessor gogo) {
        this.context = context;
        this.gogo = gogo;
    }

    synchronized void provide() {
        if (!registrations.isEmpty() || context.getServiceReference("org.apache.felix.gogo.jline.Procedural") != null) {
            return;
        }
        try {
            registrations.add(context.registerService(
                    Converter.class, new Converters(context.getBundle(0).getBundleContext()), null));
            register(new Procedural(), "each", "if", "not", "throw", "try", "until", "while", "break", "continue");
            register(
                    new Posix(gogo),
                    "cat",
                    "echo",
                    "grep",
                    "sort",
                    "sleep",
                    "cd",
                    "pwd",
                    "ls",
                    "head",
                    "tail",
                    "wc",
                    "date");
            register(new Builtin(), "format", "getopt", "new", "set", "tac", "type", "jobs");
        } catch (NoClassDefFoundError notInstalled) {
            // The import is optional: a runtime without the interactive shell has no builtins.
        }
    }

    /** The commands for somebody who sits at a terminal, and the shell itself: with {@link #provide()}, all that an interactive shell has. */
    synchronized void provideForTerminals() {
        if (context.getServiceReference("org.apache.felix.gogo.jline.Shell") != null) {
            return;
        }
        try {
            register(new Posix(gogo), "less", "watch", "nano", "tmux", "clear", "ttop");
            register(
                    new Builtin(),
                    "fg",
                    "bg",
                    "keymap",
                    "setopt",
                    "unsetopt",
                    "complete",
                    "history",
                    "widget",
                    "__files",
                    "__directories",
                    "__usage_completion");
            register(new Shell(new NoShutdown(context), gogo), "gosh", "sh", "source", "help");
        } catch (NoClassDefFoundError notInstalled) {
            // As above; there will be no shell either.
        }
    }

    synchronized void withdraw() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
    }

    private void register(Object commands, String... functions) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, "gogo");
        properties.put(CommandProcessor.COMMAND_FUNCTION, functions);
        registrations.add(context.registerService(commands.getClass().getName(), commands, properties));
    }

    /** A shell that was started by a command of another ends alone. */
    private record NoShutdown(BundleContext context) implements Shell.Context {
        @Override
        public String getProperty(String name) {
            return context.getProperty(name);
        }

        @Override
        public void exit() {
            // The framework goes on.
        }
    }
}
