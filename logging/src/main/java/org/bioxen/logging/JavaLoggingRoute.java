// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Hands every record of {@code java.util.logging} to SLF4J while it is open. Levels set in Logback are set there too, so
 * that a record nobody wants is not even made.
 */
final class JavaLoggingRoute implements AutoCloseable {
    private final LoggerContext context;
    private final LevelChangePropagator propagator = new LevelChangePropagator();
    private final Logger root = LogManager.getLogManager().getLogger("");
    private final List<Handler> displaced = new ArrayList<>();

    private JavaLoggingRoute(LoggerContext context) {
        this.context = context;
    }

    static JavaLoggingRoute open(LoggerContext context) {
        JavaLoggingRoute route = new JavaLoggingRoute(context);
        for (Handler handler : route.root.getHandlers()) {
            route.root.removeHandler(handler);
            // One of this bundle before it was stopped is not to come back.
            if (!handler.getClass().getName().equals(SLF4JBridgeHandler.class.getName())) {
                route.displaced.add(handler);
            }
        }
        SLF4JBridgeHandler.install();
        route.propagator.setContext(context);
        route.propagator.setResetJUL(true);
        route.propagator.start();
        context.addListener(route.propagator);
        return route;
    }

    /**
     * Leaves records to the context as it is from now on, until this bundle is started again; closes when that cannot be any more,
     * because the bundle is uninstalled or the framework stops.
     */
    void leave(BundleContext bundle) {
        if (AfterStop.isNever(bundle)) {
            close();
            return;
        }
        endPropagation();
        // Started again, another route takes the place of this.
        AfterStop.await(bundle, () -> {}, this::close);
    }

    private void endPropagation() {
        context.removeListener(propagator);
        propagator.stop();
    }

    @Override
    public void close() {
        endPropagation();
        SLF4JBridgeHandler.uninstall();
        for (Handler handler : displaced) {
            root.addHandler(handler);
        }
    }
}
