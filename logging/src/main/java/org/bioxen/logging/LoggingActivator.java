// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.LoggerContext;
import java.util.ArrayDeque;
import java.util.Deque;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.LoggerFactory;

/**
 * Brings logging up before any other bundle starts, and down after the last. A plain activator: Declarative Services
 * start later and log, too. Config Admin and the Log Service are used where they are there.
 */
public final class LoggingActivator implements BundleActivator {
    private final Deque<Runnable> undo = new ArrayDeque<>();

    @Override
    public void start(BundleContext bundle) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogSetup.apply(context, LogSettings.of(bundle::getProperty, System::getenv), System.err);
        undo.push(context::reset);
        undo.push(JavaLoggingRoute.open(context)::close);
        if (isThere("org.osgi.service.cm.ManagedService")) {
            ServiceRegistration<?> levels = ConfiguredLevels.register(bundle, new Levels(context));
            undo.push(levels::unregister);
        }
        if (isThere("org.osgi.service.log.LogReaderService")) {
            LogServiceRoute route = new LogServiceRoute(bundle);
            route.open();
            undo.push(route::close);
        }
    }

    @Override
    public void stop(BundleContext bundle) {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, LoggingActivator.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
