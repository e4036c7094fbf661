// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.Optional;
import org.bioxen.spi.backend.LuaBackend;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A backend that is there. Its service is only got when somebody needs it, so that an unused one never starts. */
final class BoundBackend {
    private final ServiceReference<LuaBackend> reference;
    private final BundleContext context;
    private final String name;
    private volatile boolean leaving;
    private LuaBackend service; // guarded by this
    private int calls; // guarded by this

    BoundBackend(ServiceReference<LuaBackend> reference, BundleContext context) {
        this.reference = reference;
        this.context = context;
        name = String.valueOf(reference.getProperty(LuaBackend.NAME));
    }

    ServiceReference<LuaBackend> reference() {
        return reference;
    }

    String name() {
        return name;
    }

    int ranking() {
        return reference.getProperty(org.osgi.framework.Constants.SERVICE_RANKING) instanceof Integer ranking
                ? ranking
                : 0;
    }

    /** The service; empty if it has gone or could not be made. */
    Optional<LuaBackend> service() {
        if (leaving) {
            return Optional.empty();
        }
        synchronized (this) {
            if (service != null) {
                return Optional.of(service);
            }
        }
        // Not under the lock: getting the service may activate the backend.
        LuaBackend got = context.getService(reference);
        synchronized (this) {
            if (service != null || got == null || leaving) {
                if (got != null) {
                    context.ungetService(reference);
                }
                return leaving ? Optional.empty() : Optional.ofNullable(service);
            }
            service = got;
            return Optional.of(got);
        }
    }

    boolean isLeaving() {
        return leaving;
    }

    synchronized void leave() {
        leaving = true;
    }

    /** Says that a call into the backend begins; false if it is leaving, then there is to be no call. */
    synchronized boolean enter() {
        if (leaving) {
            return false;
        }
        calls++;
        return true;
    }

    /** Says that a call into the backend has ended. */
    synchronized void exit() {
        calls--;
        notifyAll();
    }

    /** Waits until no call into the backend is under way; false if that did not happen in time. */
    synchronized boolean awaitQuiet(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (calls > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    /** Lets the service go; its engines are closed before. */
    void release() {
        boolean held;
        synchronized (this) {
            held = service != null;
            service = null;
        }
        if (held) {
            context.ungetService(reference);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
