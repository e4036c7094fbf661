// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.bioxen.api.session.SessionManager;
import org.bioxen.shell.repl.SessionPrompt;
import org.bioxen.shell.session.SessionServices;
import org.bioxen.shell.session.SessionVerbs;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The commands of the scope {@code session}, as long as there is a session manager. */
@Component(
        service = {},
        immediate = true)
public final class SessionCommands {
    private final ScopeCommands<SessionServices> commands;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public SessionCommands(BundleContext context, @Reference SessionManager manager, @Reference CommandProcessor gogo) {
        Optional<Path> data =
                Optional.ofNullable(context.getProperty("bioxen.data")).map(Path::of);
        SessionServices services = new SessionServices(manager, new SessionPrompt(data));
        commands = new ScopeCommands<>(SessionVerbs.scope(), services).publish(context);
    }

    @Deactivate
    void stop() {
        commands.withdraw();
    }
}
