// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import ch.qos.logback.classic.LoggerContext;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.slf4j.LoggerFactory;

/**
 * Brings logging up before any other bundle starts, and down after the last. A plain activator: Declarative Services
 * start later and log, too. Config Admin and the Log Service are used where they are there.
 */
public final class LoggingActivator implements BundleActivator {
    private LoggerContext context;
    private LogSettings settings;
    private LoggingServices services;
    private JavaLoggingRoute javaLogging;
    /** How its route is told that this bundle stops. Where there is no Log Service, its class cannot even be loaded. */
    private Optional<Runnable> logService = Optional.empty();

    @Override
    public void start(BundleContext bundle) {
        context = (LoggerContext) LoggerFactory.getILoggerFactory();
        settings = LogSettings.of(bundle::getProperty, System::getenv);
        Optional<LogFile> file = LogSetup.apply(context, settings, System.err);
        Levels levels = new Levels(context, settings.ownLevel());
        services = LoggingServices.publish(bundle, context, levels, !settings.oneShot());
        javaLogging = JavaLoggingRoute.open(context);
        if (isThere("org.osgi.service.cm.ManagedService")) {
            // The framework withdraws the service when the bundle stops.
            LoggingConfiguration.register(bundle, levels, file, settings.configuration());
        }
        if (isThere("org.osgi.service.log.LogReaderService")) {
            logService = Optional.of(LogServiceRoute.open(bundle, context));
        }
    }

    @Override
    public void stop(BundleContext bundle) {
        services.close();
        LogSetup.leave(context, settings);
        javaLogging.leave(bundle);
        logService.ifPresent(Runnable::run);
        logService = Optional.empty();
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
