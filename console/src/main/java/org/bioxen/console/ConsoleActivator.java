// SPDX-License-Identifier: Apache-2.0
package org.bioxen.console;

import java.util.Arrays;
import java.util.Optional;
import org.jline.terminal.TerminalBuilder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Starts Gogo's JLine bundle with JLine's class loader as the thread's context class loader. JLine looks for the parts
 * that drive a real terminal through that loader; anywhere else it finds none, and the terminal cannot edit lines.
 */
public final class ConsoleActivator implements BundleActivator {
    private static final String SHELL = "org.apache.felix.gogo.jline";

    @Override
    public void start(BundleContext context) throws BundleException {
        Bundle shell = shell(context)
                .orElseThrow(
                        () -> new BundleException("bundle " + SHELL + " is not installed: there is no shell to start"));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try {
            shell.start(Bundle.START_TRANSIENT);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void stop(BundleContext context) throws BundleException {
        Optional<Bundle> shell = shell(context);
        if (shell.isPresent()) {
            shell.get().stop(Bundle.STOP_TRANSIENT);
        }
    }

    private static Optional<Bundle> shell(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> SHELL.equals(bundle.getSymbolicName()))
                .findFirst();
    }
}
