// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.vm.BackendUnavailableException;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.LuaEngine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backend that is there, with the register of its engines. Its service is only got when somebody needs it, so that an unused
 * one never starts. Thread-safe.
 */
final class BoundBackend {
    private static final Logger LOG = LoggerFactory.getLogger(BoundBackend.class);

    private final ServiceReference<LuaBackend> reference;
    private final BundleContext context;
    private final String name;
    private final Version version;
    private final long serviceId;
    private volatile boolean leaving;
    private LuaBackend service; // guarded by this
    private int asked; // guarded by this; how many calls ask it what it offers
    private int starting; // guarded by this
    private final Set<OwnedEngine> engines = new HashSet<>(); // guarded by this

    BoundBackend(ServiceReference<LuaBackend> reference, BundleContext context) {
        this.reference = reference;
        this.context = context;
        name = String.valueOf(reference.getProperty(LuaBackend.NAME));
        serviceId = (Long) reference.getProperty(Constants.SERVICE_ID);
        Bundle bundle = reference.getBundle();
        version = bundle == null ? Version.emptyVersion : bundle.getVersion();
    }

    /** The version of its bundle. */
    Version version() {
        return version;
    }

    /** Grows with every service that is registered, so that a newer one has the greater. */
    long serviceId() {
        return serviceId;
    }

    String name() {
        return name;
    }

    int ranking() {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
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

    /**
     * What it offers. A leaving backend is waited for until it has answered, since finding that out may take it a moment.
     *
     * @throws BackendUnavailableException if the backend is leaving
     */
    BackendDescriptor describe(LuaBackend from) {
        synchronized (this) {
            if (leaving) {
                throw new BackendUnavailableException("backend '" + name + "' went away; try again");
            }
            asked++;
        }
        try {
            return from.descriptor();
        } finally {
            synchronized (this) {
                asked--;
                notifyAll();
            }
        }
    }

    /**
     * Starts an engine, which is in the register from then on until it is closed.
     *
     * @throws BackendUnavailableException if the backend is leaving
     */
    OwnedEngine start(LuaBackend from, BackendDescriptor descriptor, EngineSpec spec) {
        synchronized (this) {
            if (leaving) {
                throw new BackendUnavailableException("backend '" + name + "' went away; try again");
            }
            starting++;
        }
        OwnedEngine owned = null;
        try {
            LuaEngine engine = from.start(spec);
            try {
                owned = new OwnedEngine(engine, this, descriptor.evaluationStackBytes());
            } finally {
                if (owned == null) {
                    engine.close();
                }
            }
            return owned;
        } finally {
            synchronized (this) {
                starting--;
                if (owned != null) {
                    engines.add(owned);
                }
                notifyAll();
            }
        }
    }

    /** Called by an engine that has ended. */
    synchronized void forget(OwnedEngine engine) {
        engines.remove(engine);
        notifyAll();
    }

    /** The engines that are open. */
    synchronized Set<OwnedEngine> engines() {
        return Set.copyOf(engines);
    }

    /** How many engines are open or being started. */
    synchronized int inUse() {
        return starting + engines.size();
    }

    /** Waits until no engine is open or being started and nobody asks it anything; false if that did not happen in time. */
    synchronized boolean awaitQuiet(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (asked + inUse() > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    /** Lets the service go, and closes what engines should be left. */
    void release() {
        boolean held;
        Set<OwnedEngine> left;
        synchronized (this) {
            held = service != null;
            service = null;
            left = engines();
        }
        if (!left.isEmpty()) {
            LOG.error("backend '{}' leaves while {} of its engines are open; they are closed", name, left.size());
            left.forEach(OwnedEngine::close);
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
