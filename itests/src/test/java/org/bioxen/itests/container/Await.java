// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.container;

import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Waits for services, with a bound. */
final class Await {
    private static final long SECONDS = 10;

    private Await() {}

    /** The service that matches the filter; fails if it does not come. */
    static <S> S service(BundleContext context, Class<S> type, String filter) throws InterruptedException {
        ServiceTracker<S, S> tracker = tracker(context, type, filter);
        tracker.open();
        try {
            S service = tracker.waitForService(TimeUnit.SECONDS.toMillis(SECONDS));
            if (service == null) {
                throw new AssertionError("no " + type.getName() + " " + filter + " within " + SECONDS + " s");
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    static <S> ServiceReference<S> reference(BundleContext context, Class<S> type, String filter)
            throws InterruptedException {
        ServiceTracker<S, S> tracker = tracker(context, type, filter);
        tracker.open();
        try {
            tracker.waitForService(TimeUnit.SECONDS.toMillis(SECONDS));
            ServiceReference<S> reference = tracker.getServiceReference();
            if (reference == null) {
                throw new AssertionError("no " + type.getName() + " " + filter + " within " + SECONDS + " s");
            }
            return reference;
        } finally {
            tracker.close();
        }
    }

    private static <S> ServiceTracker<S, S> tracker(BundleContext context, Class<S> type, String filter) {
        try {
            // Commands are registered under classes of their own: then the filter alone says which.
            Filter whole = context.createFilter(
                    type == Object.class ? filter : "(&(objectClass=" + type.getName() + ")" + filter + ")");
            return new ServiceTracker<>(context, whole, null);
        } catch (InvalidSyntaxException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
