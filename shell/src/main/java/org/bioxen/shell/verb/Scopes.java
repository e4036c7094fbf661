// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.verb;

import java.util.List;
import java.util.Optional;
import org.bioxen.shell.configuration.ConfigurationVerbs;
import org.bioxen.shell.curator.EnvironmentVerbs;
import org.bioxen.shell.curator.PackageVerbs;
import org.bioxen.shell.curator.RepositoryVerbs;
import org.bioxen.shell.log.LogVerbs;
import org.bioxen.shell.session.SessionVerbs;
import org.bioxen.shell.system.BundleVerbs;
import org.bioxen.shell.system.SystemVerbs;
import org.bioxen.shell.vm.VmVerbs;

/** All scopes that this bundle has commands in. Each is made when it is asked for: one command needs one. Thread-safe. */
public final class Scopes {
    /** Their names, in the order in which help lists them. */
    public static final List<String> NAMES = List.of(
            VmVerbs.SCOPE,
            SessionVerbs.SCOPE,
            PackageVerbs.SCOPE,
            EnvironmentVerbs.SCOPE,
            RepositoryVerbs.SCOPE,
            LogVerbs.SCOPE,
            ConfigurationVerbs.SCOPE,
            SystemVerbs.SCOPE,
            BundleVerbs.SCOPE);

    private Scopes() {}

    /** The scope of this name, if there is one. */
    public static Optional<Scope<?>> find(String name) {
        return switch (name) {
            case VmVerbs.SCOPE -> Optional.of(VmVerbs.scope());
            case SessionVerbs.SCOPE -> Optional.of(SessionVerbs.scope());
            case PackageVerbs.SCOPE -> Optional.of(PackageVerbs.scope());
            case EnvironmentVerbs.SCOPE -> Optional.of(EnvironmentVerbs.scope());
            case RepositoryVerbs.SCOPE -> Optional.of(RepositoryVerbs.scope());
            case LogVerbs.SCOPE -> Optional.of(LogVerbs.scope());
            case SystemVerbs.SCOPE -> Optional.of(SystemVerbs.scope());
            case BundleVerbs.SCOPE -> Optional.of(BundleVerbs.scope());
            case ConfigurationVerbs.SCOPE -> Optional.of(ConfigurationVerbs.scope());
            default -> Optional.empty();
        };
    }

    /** A verb by its whole name, {@code vm:create}, or by its short name; empty if there is none. */
    public static Optional<Verb<?>> verb(String command) {
        int colon = command.indexOf(':');
        if (colon >= 0) {
            String name = command.substring(colon + 1);
            return find(command.substring(0, colon)).flatMap(scope -> scope.find(name));
        }
        for (String name : NAMES) {
            for (Verb<?> verb : find(name).orElseThrow().verbs()) {
                if (verb.alias().filter(command::equals).isPresent()) {
                    return Optional.of(verb);
                }
            }
        }
        return Optional.empty();
    }
}
