// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.hostile;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Counts the collections that somebody has asked the JVM for, apart from those that it makes of its own accord. */
final class CollectionRequests implements AutoCloseable {
    private final NotificationListener listener = this::heard;

    // Guarded by this.
    private long heard;
    private long own;
    private long heardAtBegin;
    private long ownAtBegin;

    CollectionRequests() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
            }
        }
    }

    private void heard(Notification notification, Object handback) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        GarbageCollectionNotificationInfo collection =
                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        // A request may make a minor collection first, under the same cause.
        if (collection.getGcCause().equals("System.gc()")
                && collection.getGcAction().equals("end of major GC")) {
            synchronized (this) {
                heard++;
            }
        }
    }

    /** Asks for one. */
    void collect() {
        System.gc();
        synchronized (this) {
            own++;
        }
    }

    /** Counts from now on. */
    synchronized void begin() {
        heardAtBegin = heard;
        ownAtBegin = own;
    }

    /** How many others have asked for; wrong by a few, since the JVM tells of collections a little late. */
    synchronized long byOthers() {
        return Math.max(0, heard - heardAtBegin - (own - ownAtBegin));
    }

    @Override
    public void close() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                try {
                    emitter.removeNotificationListener(listener);
                } catch (ListenerNotFoundException never) {
                    throw new IllegalStateException(never);
                }
            }
        }
    }
}
