// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The heap of this JVM during an attack. What is used is read every other millisecond; it holds garbage, too, so that a value
 * within the bound proves that what lives is within it. When more is used, a collection is asked for, at most five times a
 * second, and what that one leaves is what lives: that, and only that, is held against the bound. What exceeds the bound for
 * less than 200 ms after such a collection may go unseen. Collections that somebody else asks for are counted: they stop all
 * VMs of the host.
 */
final class HostHeap implements AutoCloseable {
    private static final long PERIOD_MILLIS = 2;
    private static final long BETWEEN_COLLECTIONS_NANOS = 200_000_000;

    /** A time during which the JVM stood still because of this class. */
    private record Pause(long from, long to) {}

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread sampler = new Thread(this::sample, "tck-heap");
    private final CollectionRequests requests = new CollectionRequests();

    // Guarded by this.
    private final List<Pause> pauses = new ArrayList<>();
    private boolean watching;
    private long bound;
    private long lastCollection;
    private long peak;

    HostHeap() {
        sampler.setDaemon(true);
        sampler.start();
    }

    /** Used bytes, garbage included. */
    static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Collects, and answers what is left, in bytes. */
    long live() {
        long from = System.nanoTime();
        requests.collect();
        synchronized (this) {
            lastCollection = System.nanoTime();
            pauses.add(new Pause(from, lastCollection));
        }
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(HostHeap::afterCollection)
                .sum();
    }

    /** What the last collection left in a pool: nothing has been allocated since, as there has in what is used. */
    private static long afterCollection(MemoryPoolMXBean pool) {
        MemoryUsage left = pool.getCollectionUsage();
        return (left == null ? pool.getUsage() : left).getUsed();
    }

    /** Begins to hold what lives against this many bytes. */
    void watch(long bytes) {
        synchronized (this) {
            bound = bytes;
            peak = 0;
            watching = true;
            pauses.clear();
        }
        requests.begin();
    }

    /** Ends that; answers by how many bytes the bound was exceeded at most: zero or less if it was not. */
    synchronized long excess() {
        watching = false;
        return peak - bound;
    }

    /** How many collections others than this class have asked for since {@link #watch}; wrong by a few. */
    long collectionsAskedByOthers() {
        return requests.byOthers();
    }

    /** Whether this class has kept the JVM at a standstill at some time between these two, of {@link System#nanoTime}. */
    synchronized boolean paused(long from, long to) {
        return pauses.stream().anyMatch(pause -> pause.from() < to && from < pause.to());
    }

    private void sample() {
        try {
            while (!end.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isSuspect(used())) {
                    long live = live();
                    synchronized (this) {
                        peak = Math.max(peak, live);
                    }
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isSuspect(long used) {
        return watching && used > bound && System.nanoTime() - lastCollection > BETWEEN_COLLECTIONS_NANOS;
    }

    @Override
    public void close() {
        end.countDown();
        requests.close();
    }
}
