// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher.sample;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that serves a command line, as the platform's shell does. */
public final class SampleActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("bioxen.main", true);
        ToIntFunction<String[]> main = arguments -> run(context, arguments);
        context.registerService(ToIntFunction.class, main, properties);
    }

    @Override
    public void stop(BundleContext context) {
        System.setProperty("sample.stopped", "true");
    }

    private static int run(BundleContext context, String[] arguments) {
        switch (arguments[0]) {
            case "exit":
                return Integer.parseInt(arguments[1]);
            case "throw":
                throw new IllegalStateException("as asked");
            case "remember":
                System.setProperty("sample.remembered", context.getProperty(arguments[1]));
                return 0;
            case "bundles":
                System.setProperty("sample.bundles", String.valueOf(context.getBundles().length));
                return 0;
            case "version":
                System.setProperty(
                        "sample.version", context.getBundle().getVersion().toString());
                return 0;
            case "wait":
                return waitForInterrupt();
            case "ignore":
                return ignoreInterrupts();
            default:
                return 2;
        }
    }

    private static int waitForInterrupt() {
        System.out.println("waiting");
        try {
            new CountDownLatch(1).await();
            return 1;
        } catch (InterruptedException e) {
            System.out.println("interrupted");
            return 1;
        }
    }

    private static int ignoreInterrupts() {
        System.out.println("waiting");
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // As a command would that is stuck.
            }
        }
    }
}
