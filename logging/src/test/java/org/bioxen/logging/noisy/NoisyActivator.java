// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging.noisy;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.VmLogger;
import org.bioxen.api.logging.VmLoggerFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.log.LogService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Logs by every means with all that is the bundle's own, when it starts; tidies nothing up. */
public final class NoisyActivator implements BundleActivator {
    private final List<Object> kept = new ArrayList<>();

    /** An argument of the bundle's own class. */
    private static final class Argument {
        @Override
        public String toString() {
            return "an argument";
        }
    }

    @Override
    public void start(BundleContext context) {
        NoisyException why = new NoisyException("the reason", new NoisyException("the root of it", null));
        why.addSuppressed(new NoisyException("what came with it", null));
        Argument argument = new Argument();
        MDC.put("noisy", argument.toString());

        Logger slf4j = LoggerFactory.getLogger("noisy.slf4j");
        Marker marker = MarkerFactory.getMarker("NOISY");
        marker.add(new NoisyMarker());
        slf4j.error(marker, "SLF4J says {}", argument, why);
        slf4j.atError()
                .addMarker(new NoisyMarker())
                .addKeyValue("key", argument)
                .setCause(why)
                .log("SLF4J says more");

        java.util.logging.Logger javaLogger = java.util.logging.Logger.getLogger("noisy.jul");
        LogRecord record = new LogRecord(Level.SEVERE, "JUL says {0}");
        record.setLoggerName(javaLogger.getName());
        record.setParameters(new Object[] {argument});
        record.setThrown(why);
        javaLogger.log(record);

        System.getLogger("noisy.system").log(System.Logger.Level.ERROR, "the system logger says so", why);

        LogService logService = context.getService(context.getServiceReference(LogService.class));
        logService.getLogger("noisy.service").error("the Log Service says {}", argument, why);
        unnamed(logService, why);

        VmLogger component = context.getService(context.getServiceReference(VmLoggerFactory.class))
                .getLogger("noisy.component");
        component.forVm("a").error("the component says {}", argument, why);
        component.timed("something that is never ended").progress("a part", 1, 2);
        LogHistory history = context.getService(context.getServiceReference(LogHistory.class));
        kept.add(history.listen(LogQuery.builder().build(), one -> kept.add(argument)));
        kept.addAll(List.of(slf4j, marker, javaLogger, logService, component));
    }

    @SuppressWarnings("deprecation")
    private static void unnamed(LogService logService, Throwable why) {
        logService.log(LogService.LOG_ERROR, "the bundle says so", why);
    }

    @Override
    public void stop(BundleContext context) {
        // It leaves everything as it is.
    }
}
