// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.CommandFailure;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Starts and stops bundles by name, where Felix's own commands of these names want a number. Backends come and go by this.
 * Thread-safe.
 */
@Component(
        service = BundleCommands.class,
        immediate = true,
        property = {
            CommandProcessor.COMMAND_SCOPE + "=bundle",
            CommandProcessor.COMMAND_FUNCTION + "=start",
            CommandProcessor.COMMAND_FUNCTION + "=stop"
        })
public final class BundleCommands {
    private final BundleContext context;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public BundleCommands(BundleContext context, @Reference CommandProcessor gogo) {
        this.context = context;
    }

    /** Starts bundles. */
    @Descriptor("starts bundles")
    public void start(@Descriptor("symbolic names or numbers, as lb shows them") String... bundles) {
        each("bundle:start", bundles, Bundle::start);
    }

    /** Stops bundles. */
    @Descriptor("stops bundles, until they are started again or the platform is")
    public void stop(@Descriptor("symbolic names or numbers, as lb shows them") String... bundles) {
        each("bundle:stop", bundles, Bundle::stop);
    }

    private void each(String command, String[] names, Change change) {
        if (names.length == 0) {
            throw new UsageException(command + " needs the name or number of a bundle; lb -s shows them");
        }
        for (String name : names) {
            Bundle bundle = find(String.valueOf(name));
            try {
                change.apply(bundle);
            } catch (BundleException failed) {
                throw new CommandFailure(command + " of " + name + " failed: " + failed.getMessage(), failed);
            }
        }
    }

    private Bundle find(String name) {
        for (Bundle bundle : context.getBundles()) {
            if (name.equals(bundle.getSymbolicName()) || name.equals(Long.toString(bundle.getBundleId()))) {
                return bundle;
            }
        }
        throw new CommandFailure("there is no bundle '" + name + "'; lb -s shows them");
    }

    @FunctionalInterface
    private interface Change {
        void apply(Bundle bundle) throws BundleException;
    }
}
