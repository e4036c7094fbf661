// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Hands every record of {@code java.util.logging} to SLF4J while it is open. Levels set in Logback are set there too, so
 * that a record nobody wants is not even made.
 */
final class JavaLoggingRoute implements AutoCloseable {
    private final LoggerContext context;
    private final LevelChangePropagator propagator = new LevelChangePropagator();
    private final Logger root = LogManager.getLogManager().getLogger("");
    private final Handler[] displaced = root.getHandlers();

    private JavaLoggingRoute(LoggerContext context) {
        this.context = context;
    }

    static JavaLoggingRoute open(LoggerContext context) {
        JavaLoggingRoute route = new JavaLoggingRoute(context);
        for (Handler handler : route.displaced) {
            route.root.removeHandler(handler);
        }
        SLF4JBridgeHandler.install();
        route.propagator.setContext(context);
        route.propagator.setResetJUL(true);
        route.propagator.start();
        context.addListener(route.propagator);
        return route;
    }

    @Override
    public void close() {
        context.removeListener(propagator);
        propagator.stop();
        SLF4JBridgeHandler.uninstall();
        for (Handler handler : displaced) {
            root.addHandler(handler);
        }
    }
}
