// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import org.bioxen.api.vm.VmManagerException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/**
 * Finds the shell, and starts Gogo where it is installed but not started: a one-shot without a shell command does not pay for it.
 */
final class ShellStarter {
    private static final String[] GOGO = {"org.apache.felix.gogo.runtime", "org.apache.felix.gogo.command"};

    private final BundleContext context;

    ShellStarter(BundleContext context) {
        this.context = context;
    }

    ShellScripts shell() {
        ServiceReference<ShellScripts> reference = context.getServiceReference(ShellScripts.class);
        if (reference == null) {
            startGogo();
            reference = context.getServiceReference(ShellScripts.class);
        }
        ShellScripts shell = reference == null ? null : context.getService(reference);
        if (shell == null) {
            throw new VmManagerException("the shell is not there; install and start " + String.join(" and ", GOGO));
        }
        return shell;
    }

    private void startGogo() {
        for (String name : GOGO) {
            for (Bundle bundle : context.getBundles()) {
                if (name.equals(bundle.getSymbolicName())) {
                    start(bundle);
                }
            }
        }
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException failed) {
            throw new VmManagerException(
                    "the shell bundle " + bundle.getSymbolicName() + " does not start: " + failed.getMessage(), failed);
        }
    }
}
