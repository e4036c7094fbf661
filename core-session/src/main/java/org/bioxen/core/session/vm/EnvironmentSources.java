// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.spi.environment.EnvironmentSource;
import org.bioxen.spi.environment.OpenEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where environments are opened: what manages them, while it is there. Thread-safe. */
final class EnvironmentSources {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentSources.class);

    private final Object lock = new Object();
    private EnvironmentSource source; // guarded by lock; null while there is none
    private boolean closed; // guarded by lock

    void set(EnvironmentSource newSource) {
        synchronized (lock) {
            source = newSource;
            lock.notifyAll();
        }
    }

    void unset(EnvironmentSource oldSource) {
        synchronized (lock) {
            if (source == oldSource) {
                source = null;
            }
        }
    }

    /** Ends all waits. */
    void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    /**
     * Opens an environment.
     *
     * @param wait how long to wait for what manages environments
     * @throws VmManagerException if it cannot be opened, with why
     */
    OpenEnvironment open(String name, Duration wait) {
        EnvironmentSource there = await(name, wait);
        try {
            return there.open(name);
        } catch (CuratorException refused) {
            throw new VmManagerException(refused.getMessage(), refused);
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("environment '{}' could not be opened", name, fault);
            throw new VmManagerException("environment '" + name + "' could not be opened: " + fault, fault);
        }
    }

    private EnvironmentSource await(String name, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        synchronized (lock) {
            while (source == null) {
                long left = end - System.nanoTime();
                if (closed || left <= 0) {
                    throw new VmManagerException(
                            "environment '" + name
                                    + "' was asked for, but nothing here manages environments; go on without, or start the curator");
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new VmManagerException(
                            "environment '" + name + "' is not opened: the thread was interrupted", interrupted);
                }
            }
            return source;
        }
    }
}
