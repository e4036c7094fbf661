// SPDX-License-Identifier: Apache-2.0
package org.bioxen.console;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Offers the terminal of this process as a service, which brings up the shell at it. The terminal is opened with JLine's class loader as
 * the thread's context class loader: JLine looks for the parts that drive a real terminal through that loader; anywhere else it finds
 * none, and the terminal cannot edit lines.
 */
public final class ConsoleActivator implements BundleActivator {
    private Terminal terminal;
    private ServiceRegistration<Terminal> registration;

    @Override
    public void start(BundleContext context) throws IOException {
        terminal = open();
        registration = context.registerService(Terminal.class, terminal, null);
    }

    private static Terminal open() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try {
            return TerminalBuilder.builder()
                    .name("bioxen")
                    .system(true)
                    .nativeSignals(true)
                    .signalHandler(Terminal.SignalHandler.SIG_IGN)
                    .build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        registration.unregister();
        terminal.close();
    }
}
